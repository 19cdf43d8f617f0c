    [Parameter(Mandatory)] [ValidateSet('Everyone', 'Some', 'One')] [string] $For,
    #~ users
    [string[]] $Users = @({{users}}),
    #~ groups
    [string[]] $Groups = @()
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'

#~ facts
$appName = {{app_name}}
$clientId = {{client_id}}
$tenantId = {{tenant_id}}
$cloud = {{mg_environment}}
#~ lists
$forEveryone = @({{for_everyone}})
$forOne = @({{for_one}})
$application = @({{application}})

function Find-Principal([string] $AppId) {
    Get-MgServicePrincipal -Filter "appId eq '$AppId'" | Select-Object -First 1
}
