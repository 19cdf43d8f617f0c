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
