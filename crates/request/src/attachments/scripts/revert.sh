#!/usr/bin/env bash
#~ revert_title
#~ sh_where
#~ sh_first
#~ sh_run
#~ revert_limits
set -euo pipefail

#~ facts
#< head

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
