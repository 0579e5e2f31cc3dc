package main

import (
	"strings"

	"github.com/zscaler/zscaler-sdk-go/v3/zscaler"
	connectors "github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa/services/appconnectorcontroller"
	groups "github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa/services/appconnectorgroup"
	certificates "github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa/services/enrollmentcert"
	codes "github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa/services/oauth2_user"
	keys "github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa/services/provisioningkey"
)

const keyType = "CONNECTOR_GRP"

func keyName(key keys.ProvisioningKey) string { return key.Name }

func lifeOfAKey(service *zscaler.Service, group string) {
	certificate := got(certificates.GetByName(ctx, service, "Connector"))
	made := got(keys.Create(ctx, service, keyType, &keys.ProvisioningKey{
		AssociationType:     keyType,
		AppConnectorGroupID: group,
		Name:                "Vendor key",
		Enabled:             true,
		MaxUsage:            "10",
		EnrollmentCertID:    certificate.ID,
		ZcomponentID:        group,
	}))
	if !strings.HasPrefix(made.ProvisioningKey, "3|") {
		fail("the key is %q", made.ProvisioningKey)
	}
	read := got(keys.Get(ctx, service, keyType, made.ID))
	same("key", *read, keys.ProvisioningKey{
		ID:                 made.ID,
		Name:               "Vendor key",
		Enabled:            true,
		MaxUsage:           "10",
		UsageCount:         "0",
		ProvisioningKey:    made.ProvisioningKey,
		EnrollmentCertID:   certificate.ID,
		EnrollmentCertName: "Connector",
		ZcomponentID:       group,
		ZcomponentName:     sent.Name,
		AssociationType:    keyType,
		CreationTime:       made.CreationTime,
		ModifiedTime:       made.ModifiedTime,
		ModifiedBy:         made.ModifiedBy,
	})
	read.Name = "Vendor key 2"
	read.MaxUsage = "20"
	done(keys.Update(ctx, service, keyType, made.ID, read))
	updated := got(keys.GetByName(ctx, service, keyType, "Vendor key 2"))
	read.ModifiedTime = updated.ModifiedTime
	same("key by name", *updated, *read)
	same("keys", names(done(keys.GetAllByAssociationType(ctx, service, keyType)), keyName), []string{"Vendor key 2"})
	same("keys of Service Edges", len(done(keys.GetAllByAssociationType(ctx, service, "SERVICE_EDGE_GRP"))), 0)
	same("keys of all types", names(done(keys.GetAll(ctx, service)), keyName), []string{"Vendor key 2"})
	same("keys of the group", names(done(keys.GetAllByZComponentID(ctx, service, keyType, group)), keyName), []string{"Vendor key 2"})
	found, foundType, _, err := keys.GetByIDAllAssociations(ctx, service, made.ID)
	same("key of any type", []string{done(found, err).ID, foundType}, []string{made.ID, keyType})
	found, foundType, _, err = keys.GetByNameAllAssociations(ctx, service, "Vendor key 2")
	same("key of any type by name", []string{done(found, err).ID, foundType}, []string{made.ID, keyType})
	done(keys.Delete(ctx, service, keyType, made.ID))
	gone(keys.Get(ctx, service, keyType, made.ID))
	passed("key")
}

func lifeOfAConnector(service *zscaler.Service, group string) {
	shown := []string{"AAAAA-11111", "BBBBB-22222"}
	request := &codes.UserCodeRequest{ComponentGroupID: group, UserCodes: shown}
	answer := got(codes.VerifyUserCodes(ctx, service, keyType, request))
	same("group of the codes", answer.ComponentGroupID, group)
	userCode := func(info codes.UserCodeInfo) string { return info.UserCode }
	same("codes", names(answer.UserCodes, userCode), shown)
	status := got(codes.VerifyUserCodeStatus(ctx, service, keyType, shown))
	same("status of the codes", []any{status.UserCodes, status.TenantID}, []any{shown, service.Client.GetCustomerID()})
	passed("user codes")

	all := got(connectors.GetAll(ctx, service))
	same("connectors", len(all), 2)
	first := got(connectors.GetByName(ctx, service, all[0].Name))
	first.LastBrokerConnectTimeDuration = all[0].LastBrokerConnectTimeDuration
	same("connector by name", *first, all[0])
	same("group of the connector", []string{first.AppConnectorGroupID, first.AppConnectorGroupName}, []string{group, sent.Name})
	same("channel of the connector", first.ControlChannelStatus, "ZPN_STATUS_AUTHENTICATED")
	inGroup := got(groups.Get(ctx, service, group)).Connectors
	same("connectors in the group", len(inGroup), 2)
	same("version in the group", inGroup[0].AssistantVersion.CurrentVersion, first.CurrentVersion)
	renamed := *first
	renamed.Name = "Renamed connector"
	renamed.Description = "renamed"
	updated := got(connectors.Update(ctx, service, first.ID, renamed))
	same("renamed connector", []any{updated.Name, updated.Description, updated.Enabled}, []any{"Renamed connector", "renamed", true})
	done(connectors.Delete(ctx, service, first.ID))
	gone(connectors.Get(ctx, service, first.ID))
	done(connectors.BulkDelete(ctx, service, []string{all[1].ID}))
	same("connectors left", len(got(connectors.GetAll(ctx, service))), 0)
	passed("connectors")
}
