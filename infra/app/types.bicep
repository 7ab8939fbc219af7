@export()
@description('Where private endpoints are placed, and the zones that answer for them.')
type endpointPlace = {
  @description('Subnet of the private endpoints.')
  subnetResourceId: string

  @description('Private DNS zone of each service, by its name.')
  zones: {
    @description('Zone of Blob Storage.')
    blob: string

    @description('Zone of Queue Storage.')
    queue: string

    @description('Zone of Table Storage.')
    table: string

    @description('Zone of Key Vault.')
    vault: string
  }
}
