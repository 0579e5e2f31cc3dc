package main

import (
	"slices"

	"github.com/zscaler/zscaler-sdk-go/v3/zscaler"
	groups "github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa/services/appconnectorgroup"
	schedule "github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa/services/appconnectorschedule"
	domains "github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa/services/customer_controller"
	profiles "github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa/services/customerversionprofile"
	certificates "github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa/services/enrollmentcert"
	"github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa/services/microtenants"
)

func lifeOfAMicrotenant(service *zscaler.Service) {
	made := got(microtenants.Create(ctx, service, microtenants.MicroTenant{
		Name:                    "Vendor branch",
		Description:             "made",
		Enabled:                 true,
		CriteriaAttribute:       "AuthDomain",
		CriteriaAttributeValues: []string{"example.com"},
	}))
	read := got(microtenants.Get(ctx, service, made.ID))
	same("microtenant", []any{read.Name, read.Description, read.Enabled}, []any{"Vendor branch", "made", true})
	same("criteria", []any{read.CriteriaAttribute, read.CriteriaAttributeValues}, []any{"AuthDomain", []string{"example.com"}})
	read.Name = "Vendor branch 2"
	done(microtenants.Update(ctx, service, made.ID, read))
	same("microtenant by name", got(microtenants.GetByName(ctx, service, "Vendor branch 2")).ID, made.ID)
	same("microtenant by search", got(microtenants.GetMicrotenantByName(ctx, service, "Vendor branch 2")).ID, made.ID)
	all := names(got(microtenants.GetAll(ctx, service)), func(one microtenants.MicroTenant) string { return one.Name })
	slices.Sort(all)
	same("microtenants", all, []string{"Branch with many groups", "Default", "Vendor branch 2"})

	inside := service.WithMicroTenant(made.ID)
	id := got(groups.Create(ctx, inside, sent)).ID
	group := got(groups.GetByName(ctx, inside, sent.Name))
	same("group in the microtenant", []string{group.ID, group.MicroTenantID, group.MicroTenantName}, []string{id, made.ID, "Vendor branch 2"})
	// The client sends the microtenant of the body if the service has none.
	group.Description = "updated"
	done(groups.Update(ctx, service, id, group))
	same("updated group in the microtenant", got(groups.Get(ctx, inside, id)).Description, "updated")
	same("groups of the Default microtenant", len(got(groups.GetAll(ctx, service))), 0)
	done(groups.Delete(ctx, inside, id))
	done(microtenants.Delete(ctx, service, made.ID))
	gone(microtenants.Get(ctx, service, made.ID))
	passed("microtenant")
}

func lookups(service *zscaler.Service) {
	all := got(certificates.GetAll(ctx, service))
	same("certificates", len(all), 5)
	same("certificate", *got(certificates.Get(ctx, service, all[0].ID)), all[0])
	versions := got(profiles.GetAll(ctx, service))
	same("version profiles", len(versions), 7)
	same("customer of the profile", versions[0].CustomerID, service.Client.GetCustomerID())
	same("profile by name", got(profiles.GetByName(ctx, service, "New Release")).ID, "2")
	same("sign-in domains", got(domains.GetAllAuthDomains(ctx, service)).AuthDomains, []string{"example.com", "emulator.zslogin.net"})
	passed("lookups")
}

func lifeOfASchedule(service *zscaler.Service, api string) {
	wanted := schedule.AssistantSchedule{
		CustomerID:        service.Client.GetCustomerID(),
		Enabled:           true,
		DeleteDisabled:    true,
		Frequency:         "days",
		FrequencyInterval: "5",
	}
	_, _, err := schedule.CreateSchedule(ctx, service, wanted)
	if api == "legacy" {
		done(wanted, err)
	} else {
		// With OneAPI the client decodes the empty body of 204 (docs/emulator.md).
		refused(err, "EOF")
	}
	_, _, err = schedule.CreateSchedule(ctx, service, wanted)
	refused(err, "resource.already.exist")
	read := got(schedule.GetSchedule(ctx, service))
	wanted.ID = read.ID
	same("schedule", *read, wanted)
	wanted.FrequencyInterval = "7"
	done(schedule.UpdateSchedule(ctx, service, read.ID, &wanted))
	same("updated schedule", *got(schedule.GetSchedule(ctx, service)), wanted)
	passed("schedule")
}
