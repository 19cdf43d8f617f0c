#!/usr/bin/env bash
#~ revert_title
#~ sh_where
#~ sh_first
#~ sh_run
#~ revert_limits
set -euo pipefail

#~ facts
client_id={{client_id}}
tenant_id={{tenant_id}}
graph={{graph_host}}/v1.0
cloud={{az_cloud}}
#~ lists
#~ sh_lists
for_everyone=({{for_everyone}})
for_one=({{for_one}})
application=({{application}})
users=({{users}})
groups=()

reach='' apply=no own_users=yes
while (($# > 0)); do
    case $1 in
        --for) reach=${2-}; shift 2 || break ;;
        --user)
            if [[ $own_users == yes ]]; then users=() own_users=no; fi
            users+=("${2-}"); shift 2 || break ;;
        --group) groups+=("${2-}"); shift 2 || break ;;
        --apply) apply=yes; shift ;;
        *) printf '%s\n' {{usage}} >&2; exit 2 ;;
    esac
done
case $reach in
    everyone) ;;
    some) if ((${#users[@]} + ${#groups[@]} == 0)); then printf '%s\n' {{some_users}} >&2; exit 2; fi ;;
    one) if ((${#users[@]} != 1 || ${#groups[@]} != 0)); then printf '%s\n' {{one_user}} >&2; exit 2; fi ;;
    *) printf '%s\n' {{usage}} >&2; exit 2 ;;
esac

#~ sh_right_tenant
signed_in=$(az account show --query "join(' ', [environmentName, tenantId])" --output tsv)
if [[ $signed_in != "$cloud $tenant_id" ]]; then
    printf '%s\n' {{wrong_tenant}} "  az cloud set --name $cloud" "  az login --tenant $tenant_id --allow-no-subscriptions" >&2
    exit 1
fi

call() { az rest --only-show-errors --method "$1" --url "$graph/$2" "${@:3}"; }
principal() { call get "servicePrincipals?\$filter=appId%20eq%20'$1'" --query "value[0].$2" --output tsv; }

#~ sh_change
change() {
    if [[ $apply == yes ]]; then
        printf '%s\n' "$1"
        "${@:2}" >/dev/null
    else
        printf '%s\n' {{would}}" $1"
    fi
}

app=$(principal "$client_id" id)
if [[ -z $app ]]; then printf '%s\n' {{nothing_granted}}; exit 0; fi

#~ keeps_others
remove() {
    local wanted=$2 consent=$3 person=$4 resource filter found id held leaving='' kept='' value
    resource=$(principal "$1" id)
    if [[ -z $resource ]]; then return; fi
    filter="clientId%20eq%20'$app'%20and%20consentType%20eq%20'$consent'"
    if [[ -n $person ]]; then filter+="%20and%20principalId%20eq%20'$person'"; fi
    found=$(call get "oauth2PermissionGrants?\$filter=$filter" --query "value[?resourceId=='$resource'] | [0].[id, scope]" --output tsv)
    if [[ -z $found ]]; then return; fi
    id=${found%%[$'\t\n']*}
    held=${found#*[$'\t\n']}
    for value in $held; do
        case " $wanted " in *" $value "*) leaving+="${leaving:+ }$value" ;; *) kept+="${kept:+ }$value" ;; esac
    done
    if [[ -z $leaving ]]; then return; fi
    if [[ -z $kept ]]; then
        change {{do_remove}}": $leaving" call delete "oauth2PermissionGrants/$id"
    else
        change {{do_remove}}": $leaving" call patch "oauth2PermissionGrants/$id" --body "{\"scope\":\"$kept\"}"
    fi
}

remove_application() {
    local resource role id
    resource=$(principal "$1" id)
    role=$(principal "$1" "appRoles[?value=='$2' && contains(allowedMemberTypes, 'Application')] | [0].id")
    if [[ -z $resource || -z $role ]]; then return; fi
    id=$(call get "servicePrincipals/$app/appRoleAssignments?\$top=999" --query "value[?resourceId=='$resource' && appRoleId=='$role'] | [0].id" --output tsv)
    if [[ -z $id ]]; then return; fi
    change {{do_remove}}": $2" call delete "servicePrincipals/$app/appRoleAssignments/$id"
}

unassign() {
    local id
    for id in $(call get "servicePrincipals/$app/appRoleAssignedTo?\$top=999" --query "value[?principalId=='$1'].id" --output tsv); do
        change {{do_unassign}}": $2" call delete "servicePrincipals/$app/appRoleAssignedTo/$id"
    done
}

if [[ $reach != everyone ]]; then
    for user in ${users[@]+"${users[@]}"}; do
        person=$(az ad user show --only-show-errors --id "$user" --query id --output tsv)
        unassign "$person" "$user"
        if [[ $reach == one ]]; then
            for entry in ${for_one[@]+"${for_one[@]}"}; do
                remove "${entry%% *}" "${entry#* }" Principal "$person"
            done
        fi
    done
    for group in ${groups[@]+"${groups[@]}"}; do
        unassign "$(az ad group show --only-show-errors --group "$group" --query id --output tsv)" "$group"
    done
else
    for entry in ${for_everyone[@]+"${for_everyone[@]}"}; do
        remove "${entry%% *}" "${entry#* }" AllPrincipals ''
    done
    for entry in ${application[@]+"${application[@]}"}; do
        for value in ${entry#* }; do remove_application "${entry%% *}" "$value"; done
    done
fi

if [[ $apply == yes ]]; then printf '%s\n' {{undone}}; else printf '%s\n' {{dry_run_over}}; fi
