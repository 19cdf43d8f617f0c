#~ revert_title
#~ ps_first
#~ ps_run
#~ ps_policy
#~ revert_limits
#Requires -Version 5.1
#Requires -Modules Microsoft.Graph.Authentication, Microsoft.Graph.Applications, Microsoft.Graph.Identity.SignIns, Microsoft.Graph.Users, Microsoft.Graph.Groups

[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
param(
    #~ revert_reach
#< head

#~ keeps_others
function Remove-Grant([string] $ResourceAppId, [string[]] $Values, [string] $ConsentType, [string] $PrincipalId) {
    $resource = Find-Principal $ResourceAppId
    if (-not $resource) { return }
    $grants = Get-MgOauth2PermissionGrant -All -Filter "clientId eq '$($app.Id)' and consentType eq '$ConsentType'" |
        Where-Object { $_.ResourceId -eq $resource.Id -and ($ConsentType -eq 'AllPrincipals' -or $_.PrincipalId -eq $PrincipalId) }
    foreach ($grant in $grants) {
        $held = @($grant.Scope -split ' ' | Where-Object { $_ })
        $leaving = @($held | Where-Object { $Values -contains $_ })
        $kept = @($held | Where-Object { $Values -notcontains $_ })
        if ($leaving.Count -eq 0) { continue }
        if (-not $PSCmdlet.ShouldProcess("$($resource.DisplayName): $($leaving -join ' ')", {{do_remove}})) { continue }
        if ($kept.Count -eq 0) { Remove-MgOauth2PermissionGrant -OAuth2PermissionGrantId $grant.Id }
        else { Update-MgOauth2PermissionGrant -OAuth2PermissionGrantId $grant.Id -BodyParameter @{ scope = $kept -join ' ' } }
    }
}

function Remove-ApplicationPermission([string] $ResourceAppId, [string[]] $Values) {
    $resource = Find-Principal $ResourceAppId
    if (-not $resource) { return }
    foreach ($value in $Values) {
        $role = $resource.AppRoles | Where-Object { $_.Value -eq $value -and $_.AllowedMemberTypes -contains 'Application' }
        if (-not $role) { continue }
        $assignments = Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $app.Id -All |
            Where-Object { $_.ResourceId -eq $resource.Id -and $_.AppRoleId -eq $role.Id }
        foreach ($assignment in $assignments) {
            if (-not $PSCmdlet.ShouldProcess("$($resource.DisplayName): $value", {{do_remove}})) { continue }
            Remove-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $app.Id -AppRoleAssignmentId $assignment.Id
        }
    }
}

function Remove-Assignment([string] $PrincipalId, [string] $Name) {
    $assignments = Get-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $app.Id -All |
        Where-Object { $_.PrincipalId -eq $PrincipalId }
    foreach ($assignment in $assignments) {
        if (-not $PSCmdlet.ShouldProcess($Name, {{do_unassign}})) { continue }
        Remove-MgServicePrincipalAppRoleAssignedTo -ServicePrincipalId $app.Id -AppRoleAssignmentId $assignment.Id
    }
}

if ($For -eq 'One' -and ($Users.Count -ne 1 -or $Groups.Count -ne 0)) { throw {{one_user}} }
if ($For -eq 'Some' -and $Users.Count + $Groups.Count -eq 0) { throw {{some_users}} }

Connect-MgGraph -NoWelcome -TenantId $tenantId -Environment $cloud -Scopes @(
    'Application.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All', 'AppRoleAssignment.ReadWrite.All'
    'User.ReadBasic.All', 'GroupMember.Read.All'
)

$app = Find-Principal $clientId
if (-not $app) {
    Write-Host {{nothing_granted}}
    return
}

if ($For -ne 'Everyone') {
    foreach ($user in $Users) {
        $person = Get-MgUser -UserId $user -Property Id, UserPrincipalName
        Remove-Assignment $person.Id $person.UserPrincipalName
        if ($For -eq 'One') {
            foreach ($resource in $forOne) { Remove-Grant $resource.AppId $resource.Values 'Principal' $person.Id }
        }
    }
    foreach ($group in $Groups) {
        $team = Get-MgGroup -GroupId $group -Property Id, DisplayName
        Remove-Assignment $team.Id $team.DisplayName
    }
}

if ($For -eq 'Everyone') {
    foreach ($resource in $forEveryone) { Remove-Grant $resource.AppId $resource.Values 'AllPrincipals' '' }
    foreach ($resource in $application) { Remove-ApplicationPermission $resource.AppId $resource.Values }
}

if (-not $WhatIfPreference) { Write-Host {{undone}} }
