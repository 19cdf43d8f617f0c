#!/usr/bin/env bash
#~ grant_title
#~ caution
#~ sh_where
#~ sh_first
#~ sh_run
set -euo pipefail

#~ facts
app_name={{app_name}}
#< head

#~ app_entry
app=$(principal "$client_id" id)
if [[ -z $app ]]; then
    change {{do_add}}": $app_name ($client_id)" call post servicePrincipals --body "{\"appId\":\"$client_id\"}"
    #~ nothing_to_find
    app=00000000-0000-0000-0000-000000000000
    if [[ $apply == yes ]]; then app=$(principal "$client_id" id); fi
fi
lookup() { [[ $app == 00000000-* ]] || call get "$@"; }

resource_id() {
    local id
    id=$(principal "$1" id)
    if [[ -z $id ]]; then printf '%s %s\n' {{no_resource}} "$1" >&2; return 1; fi
    printf '%s' "$id"
}

#~ merges
grant() {
    local resource_app=$1 wanted=$2 consent=$3 person=$4 resource filter found id='' held='' missing='' value
    resource=$(resource_id "$resource_app")
    filter="clientId%20eq%20'$app'%20and%20consentType%20eq%20'$consent'"
    if [[ -n $person ]]; then filter+="%20and%20principalId%20eq%20'$person'"; fi
    found=$(lookup "oauth2PermissionGrants?\$filter=$filter" --query "value[?resourceId=='$resource'] | [0].[id, scope]" --output tsv)
    if [[ -n $found ]]; then
        id=${found%%[$'\t\n']*}
        held=${found#*[$'\t\n']}
    fi
    for value in $wanted; do
        case " $held " in *" $value "*) ;; *) missing+="${missing:+ }$value" ;; esac
    done
    if [[ -z $missing ]]; then printf '%s %s\n' {{already}} "$wanted"; return; fi
    held+="${held:+ }$missing"
    if [[ -n $id ]]; then
        change {{do_grant}}": $missing" call patch "oauth2PermissionGrants/$id" --body "{\"scope\":\"$held\"}"
    else
        change {{do_grant}}": $missing" call post oauth2PermissionGrants --body "{\"clientId\":\"$app\",\"consentType\":\"$consent\",${person:+\"principalId\":\"$person\",}\"resourceId\":\"$resource\",\"scope\":\"$held\"}"
    fi
}

grant_application() {
    local resource role held
    resource=$(resource_id "$1")
    role=$(principal "$1" "appRoles[?value=='$2' && contains(allowedMemberTypes, 'Application')] | [0].id")
    if [[ -z $role ]]; then printf '%s %s\n' {{no_permission}} "$2" >&2; return 1; fi
    held=$(lookup "servicePrincipals/$app/appRoleAssignments?\$top=999" --query "value[?resourceId=='$resource' && appRoleId=='$role'] | [0].id" --output tsv)
    if [[ -n $held ]]; then printf '%s %s\n' {{already}} "$2"; return; fi
    change {{do_grant_application}}": $2" call post "servicePrincipals/$resource/appRoleAssignedTo" --body "{\"principalId\":\"$app\",\"resourceId\":\"$resource\",\"appRoleId\":\"$role\"}"
}

assign() {
    local held role
    held=$(lookup "servicePrincipals/$app/appRoleAssignedTo?\$top=999" --query "value[?principalId=='$1'] | [0].id" --output tsv)
    if [[ -n $held ]]; then printf '%s %s\n' {{already_assigned}} "$2"; return; fi
    role=$(principal "$client_id" "appRoles[?isEnabled && contains(allowedMemberTypes, 'User')] | [0].id")
    change {{do_assign}}": $2" call post "servicePrincipals/$app/appRoleAssignedTo" --body "{\"principalId\":\"$1\",\"resourceId\":\"$app\",\"appRoleId\":\"${role:-00000000-0000-0000-0000-000000000000}\"}"
}

#~ assignment_first
if [[ $reach == some && $(principal "$client_id" appRoleAssignmentRequired) != [Tt]rue ]]; then
    change {{do_require}}": $app_name" call patch "servicePrincipals/$app" --body '{"appRoleAssignmentRequired":true}'
fi
person=''
if [[ $reach != everyone ]]; then
    for user in ${users[@]+"${users[@]}"}; do
        person=$(az ad user show --only-show-errors --id "$user" --query id --output tsv)
        assign "$person" "$user"
    done
    for group in ${groups[@]+"${groups[@]}"}; do
        assign "$(az ad group show --only-show-errors --group "$group" --query id --output tsv)" "$group"
    done
fi

#~ application_scope
if [[ $reach == one ]]; then
    for entry in ${for_one[@]+"${for_one[@]}"}; do grant "${entry%% *}" "${entry#* }" Principal "$person"; done
    for entry in ${application[@]+"${application[@]}"}; do printf '%s %s\n' {{left_out}} "${entry#* }" >&2; done
else
    for entry in ${for_everyone[@]+"${for_everyone[@]}"}; do grant "${entry%% *}" "${entry#* }" AllPrincipals ''; done
    for entry in ${application[@]+"${application[@]}"}; do
        for value in ${entry#* }; do grant_application "${entry%% *}" "$value"; done
    done
fi

if [[ $apply == yes ]]; then printf '%s\n' {{done}}; else printf '%s\n' {{dry_run_over}}; fi
