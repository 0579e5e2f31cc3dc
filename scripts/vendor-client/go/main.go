// The vendor's own Go client, unchanged, against the emulator: groups, keys, codes, microtenants and lookups.
package main

import (
	"os"

	"github.com/zscaler/zscaler-sdk-go/v3/zscaler"
	"github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa"
)

func main() {
	api := os.Args[1]
	service := signIn(api)
	group := lifeOfAGroup(service)
	lifeOfAKey(service, group)
	lifeOfAConnector(service, group)
	deleteGroup(service, group)
	lifeOfAMicrotenant(service)
	pagesOfGroups(service)
	lookups(service)
	lifeOfASchedule(service, api)
}

func signIn(api string) *zscaler.Service {
	id, secret, customer := os.Getenv("ZPA_CLIENT_ID"), os.Getenv("ZPA_CLIENT_SECRET"), os.Getenv("ZPA_CUSTOMER_ID")
	if api == "legacy" {
		config := done(zpa.NewConfiguration(
			zpa.WithZPAClientID(id),
			zpa.WithZPAClientSecret(secret),
			zpa.WithZPACustomerID(customer),
			zpa.WithZPACloud("PRODUCTION"),
		))
		return done(zscaler.NewLegacyZpaClient(config))
	}
	credentials := zscaler.WithClientSecret(secret)
	if api == "oneapi-key" {
		credentials = zscaler.WithPrivateKey(os.Getenv("PRIVATE_KEY"))
	}
	config := done(zscaler.NewConfiguration(
		zscaler.WithClientID(id),
		credentials,
		zscaler.WithVanityDomain("emulator"),
		zscaler.WithZPACustomerID(customer),
	))
	return done(zscaler.NewOneAPIClient(config))
}
