#~ grant_title
#~ caution
#~ ps_first
#~ ps_run
#~ ps_policy
#Requires -Version 5.1
#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications, Microsoft.Graph.Identity.SignIns, Microsoft.Graph.Users, Microsoft.Graph.Groups

[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    #~ reach
#< head

function Find-Resource([string] $AppId) {
    $found = Find-Principal $AppId
    if (-not $found) { throw ({{no_resource}} + " $AppId") }
    $found
}

#~ merges
function Add-Grant([string] $ResourceAppId, [string[]] $Values, [string] $ConsentType, [string] $PrincipalId) {
    $resource = Find-Resource $ResourceAppId
    $grant = Get-MgOauth2PermissionGrant -All -Filter "clientId eq '$appObjectId' and consentType eq '$ConsentType'" |
        Where-Object { $_.ResourceId -eq $resource.Id -and ($ConsentType -eq 'AllPrincipals' -or $_.PrincipalId -eq $PrincipalId) } |
        Select-Object -First 1
    $held = @(if ($grant) { $grant.Scope -split ' ' | Where-Object { $_ } })
    $missing = @($Values | Where-Object { $held -notcontains $_ })
    if ($missing.Count -eq 0) {
        Write-Host ({{already}} + " $($resource.DisplayName): $($Values -join ' ')")
        return
    }
    if (-not $PSCmdlet.ShouldProcess("$($resource.DisplayName): $($missing -join ' ')", {{do_grant}})) { return }
    $scope = ($held + $missing) -join ' '
    if ($grant) {
        Update-MgOauth2PermissionGrant -OAuth2PermissionGrantId $grant.Id -BodyParameter @{ scope = $scope }
        return
    }
    $body = @{ clientId = $appObjectId; consentType = $ConsentType; resourceId = $resource.Id; scope = $scope }
    if ($PrincipalId) { $body.principalId = $PrincipalId }
    New-MgOauth2PermissionGrant -BodyParameter $body | Out-Null
}

function Add-ApplicationPermission([string] $ResourceAppId, [string] $Value) {
    $resource = Find-Resource $ResourceAppId
    $role = $resource.AppRoles | Where-Object { $_.Value -eq $Value -and $_.AllowedMemberTypes -contains 'Application' }
    if (-not $role) { throw ({{no_permission}} + " $Value") }
    $held = Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $appObjectId -All -ErrorAction $lookup |
        Where-Object { $_.ResourceId -eq $resource.Id -and $_.AppRoleId -eq $role.Id }
    if ($held) {
        Write-Host ({{already}} + " $($resource.DisplayName): $Value")
        return
    }
    if (-not $PSCmdlet.ShouldProcess("$($resource.DisplayName): $Value", {{do_grant_application}})) { return }
    $body = @{ principalId = $appObjectId; resourceId = $resource.Id; appRoleId = $role.Id }
    New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $resource.Id -BodyParameter $body | Out-Null
}

function Add-Assignment([string] $PrincipalId, [string] $Name) {
    $held = Get-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $appObjectId -All -ErrorAction $lookup |
        Where-Object { $_.PrincipalId -eq $PrincipalId }
    if ($held) {
        Write-Host ({{already_assigned}} + " $Name")
        return
    }
    if (-not $PSCmdlet.ShouldProcess($Name, {{do_assign}})) { return }
    $roles = @(if ($app) { $app.AppRoles | Where-Object { $_.IsEnabled -and $_.AllowedMemberTypes -contains 'User' } })
    $roleId = if ($roles.Count -gt 0) { $roles[0].Id } else { [guid]::Empty }
    $body = @{ principalId = $PrincipalId; resourceId = $appObjectId; appRoleId = $roleId }
    New-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $appObjectId -BodyParameter $body | Out-Null
}

if ($For -eq 'One' -and ($Users.Count -ne 1 -or $Groups.Count -ne 0)) { throw {{one_user}} }
if ($For -eq 'Some' -and $Users.Count + $Groups.Count -eq 0) { throw {{some_users}} }

Connect-MgGraph -NoWelcome -TenantId $tenantId -Environment $cloud -Scopes @(
    'Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'
    'User.ReadBasic.All', 'GroupMember.Read.All'
)

$people = @(foreach ($user in $Users) { Get-MgUser -UserId $user -Property Id, UserPrincipalName })
$teams = @(foreach ($group in $Groups) { Get-MgGroup -GroupId $group -Property Id, DisplayName })

#~ app_entry
$app = Find-Principal $clientId
if (-not $app -and $PSCmdlet.ShouldProcess("$appName ($clientId)", {{do_add}})) {
    $app = New-MgServicePrincipal -AppId $clientId
}
if (-not $app -and -not $WhatIfPreference) { throw {{no_app}} }
$appObjectId = if ($app) { $app.Id } else { [guid]::Empty.ToString() }
#~ nothing_to_find
$lookup = if ($app) { 'Stop' } else { 'SilentlyContinue' }

#~ assignment_first
if ($For -eq 'Some' -and -not ($app -and $app.AppRoleAssignmentRequired)) {
    if ($PSCmdlet.ShouldProcess($appName, {{do_require}})) {
        Update-MgServicePrincipal -ServicePrincipalId $appObjectId -BodyParameter @{ appRoleAssignmentRequired = $true }
    }
}
if ($For -ne 'Everyone') {
    foreach ($person in $people) { Add-Assignment $person.Id $person.UserPrincipalName }
    foreach ($team in $teams) { Add-Assignment $team.Id $team.DisplayName }
}

#~ application_scope
if ($For -eq 'One') {
    foreach ($resource in $forOne) { Add-Grant $resource.AppId $resource.Values 'Principal' $people[0].Id }
    foreach ($resource in $application) { Write-Warning ({{left_out}} + " $($resource.Values -join ' ')") }
} else {
    foreach ($resource in $forEveryone) { Add-Grant $resource.AppId $resource.Values 'AllPrincipals' '' }
    foreach ($resource in $application) {
        foreach ($value in $resource.Values) { Add-ApplicationPermission $resource.AppId $value }
    }
}

if (-not $WhatIfPreference) { Write-Host {{done}} }
