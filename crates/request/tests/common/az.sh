#!/usr/bin/env bash
# A stand-in for the Azure CLI: answers from files in $TENANT, and writes down what it is asked to change.
set -euo pipefail
case "$1 $2" in
    "account show") echo "AzureCloud 5f4f0c7e-64d4-4c0f-9a53-8f7f3a1f2b6d"; exit ;;
    "ad user") while [[ $1 != --id ]]; do shift; done; echo "user-$2"; exit ;;
    "ad group") while [[ $1 != --group ]]; do shift; done; echo "group-$2"; exit ;;
esac
method='' url='' body='' query=''
while (($# > 0)); do
    case $1 in
        --method) method=$2; shift 2 ;;
        --url) url=${2#https://graph.microsoft.com/v1.0/}; shift 2 ;;
        --body) body=$2; shift 2 ;;
        --query) query=$2; shift 2 ;;
        *) shift ;;
    esac
done
if [[ $method != get ]]; then
    echo "$method $url $body" >>"$TENANT/changes"
    if [[ $url == servicePrincipals ]]; then echo app-1 >"$TENANT/app"; fi
    exit
fi
case $url in
    *00000003-0000-0000-c000-000000000000*) echo api-graph ;;
    servicePrincipals\?*)
        case $query in
            'value[0].id') if [[ -e $TENANT/app ]]; then cat "$TENANT/app"; fi ;;
            *appRoleAssignmentRequired*) echo False ;;
        esac ;;
    oauth2PermissionGrants*) if [[ -e $TENANT/grant ]]; then printf 'grant-1\n%s\n' "$(cat "$TENANT/grant")"; fi ;;
    *appRoleAssignedTo*) if [[ -e $TENANT/assigned ]]; then echo assignment-1; fi ;;
esac
