<#
.SYNOPSIS
  Lets the archiver write to the mailboxes of one group, and to no other.
.DESCRIPTION
  Registers the app's identity with Exchange Online, names the group's members as a scope, and assigns the role
  "Application Mail.ReadWrite" over it. What is there already is left as it is: it can be run again at any time.
  Needs the module ExchangeOnlineManagement and a member of the role group Organization Management.
.EXAMPLE
  ./scope-mailboxes.ps1 -ClientId $env:APP_CLIENT_ID -PrincipalId $env:APP_PRINCIPAL_ID -Group archived-users@contoso.com
#>
[CmdletBinding(SupportsShouldProcess)]
param(
  # Client id of the app's identity: output APP_CLIENT_ID.
  [Parameter(Mandatory)] [guid] $ClientId,
  # Object id of the app's identity: output APP_PRINCIPAL_ID.
  [Parameter(Mandatory)] [guid] $PrincipalId,
  # Mail-enabled security group whose direct members are archived; members of groups within it do not count.
  [Parameter(Mandatory)] [string] $Group,
  # Name of the scope in Exchange.
  [string] $Scope = 'Mobile archiver mailboxes'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$role = 'Application Mail.ReadWrite'

if (-not (Get-ConnectionInformation)) { Connect-ExchangeOnline -ShowBanner:$false }

$found = @(Get-ServicePrincipal | Where-Object { $_.AppId -eq "$ClientId" })
if ($found.Count -eq 0) {
  if ($PSCmdlet.ShouldProcess("$ClientId", 'Register the identity')) {
    New-ServicePrincipal -AppId "$ClientId" -ObjectId "$PrincipalId" -DisplayName 'Mobile archiver' | Out-Null
  }
} elseif ("$($found[0].ObjectId)" -ne "$PrincipalId") {
  throw "Exchange knows $ClientId under object id $($found[0].ObjectId), not $PrincipalId. Exchange does not check ids: remove it with Remove-ServicePrincipal and run this again."
}

$members = (Get-Group -Identity $Group).DistinguishedName
$known = Get-ManagementScope -Identity $Scope -ErrorAction SilentlyContinue
if (-not $known) {
  if ($PSCmdlet.ShouldProcess($Scope, 'Create the scope')) {
    New-ManagementScope -Name $Scope -RecipientRestrictionFilter "MemberOfGroup -eq '$members'" | Out-Null
  }
} elseif (-not $known.RecipientFilter.Contains($members)) {
  throw "The scope '$Scope' is of another group: $($known.RecipientFilter). Give another name with -Scope, or change it with Set-ManagementScope."
}

$granted = @(Test-ServicePrincipalAuthorization -Identity "$PrincipalId" | Where-Object RoleName -EQ $role)
$wider = @($granted | Where-Object AllowedResourceScope -NE $Scope)
if ($wider.Count -gt 0) {
  throw "The identity has '$role' over '$($wider[0].AllowedResourceScope)' too, and grants add up: remove that one with Remove-ManagementRoleAssignment."
}
if ($granted.Count -eq 0 -and $PSCmdlet.ShouldProcess($role, 'Assign the role')) {
  New-ManagementRoleAssignment -App "$PrincipalId" -Role $role -CustomResourceScope $Scope | Out-Null
}

Write-Output "Done. Test with: Test-ServicePrincipalAuthorization -Identity $PrincipalId -Resource <mailbox>"
