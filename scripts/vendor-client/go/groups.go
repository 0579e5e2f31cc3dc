package main

import (
	"context"

	"github.com/zscaler/zscaler-sdk-go/v3/zscaler"
	groups "github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa/services/appconnectorgroup"
	"github.com/zscaler/zscaler-sdk-go/v3/zscaler/zpa/services/common"
)

var ctx = context.Background()

// The microtenant of main.ts and the number of its groups.
const (
	branch       = "216196257331289000"
	branchGroups = 501
)

var sent = groups.AppConnectorGroup{
	Name:                   "Vendor client site",
	Description:            `Research & "development" <west>`,
	Enabled:                true,
	Latitude:               "37.3382082",
	Longitude:              "-121.8863286",
	Location:               "San Jose, CA, USA",
	CityCountry:            "San Jose, US",
	CountryCode:            "US",
	UpgradeDay:             "SUNDAY",
	UpgradeTimeInSecs:      "66600",
	OverrideVersionProfile: true,
	VersionProfileID:       "2",
	DNSQueryType:           "IPV4_IPV6",
	// The service accepts only three equal values.
	TCPQuickAckApp:           true,
	TCPQuickAckAssistant:     true,
	TCPQuickAckReadAssistant: true,
}

func groupName(group groups.AppConnectorGroup) string { return group.Name }

// expected is what was sent, with the fields that the service sets.
func expected(group groups.AppConnectorGroup, read *groups.AppConnectorGroup) groups.AppConnectorGroup {
	group.ID = read.ID
	group.CreationTime = read.CreationTime
	group.ModifiedTime = read.ModifiedTime
	group.ModifiedBy = read.ModifiedBy
	group.MicroTenantName = "Default"
	group.ConnectorGroupType = "APP"
	group.VersionProfileName = "New Release"
	group.VersionProfileVisibilityScope = "ALL"
	return group
}

func lifeOfAGroup(service *zscaler.Service) string {
	same("no groups", len(got(groups.GetAll(ctx, service))), 0)
	id := got(groups.Create(ctx, service, sent)).ID
	read := got(groups.Get(ctx, service, id))
	same("group", *read, expected(sent, read))
	same("group by name", got(groups.GetByName(ctx, service, sent.Name)).ID, id)
	if _, _, err := groups.GetByName(ctx, service, "No such site"); err == nil {
		fail("a group without a name was found")
	}
	same("all groups", names(got(groups.GetAll(ctx, service)), groupName), []string{sent.Name})
	summary := got(groups.GetAppconnectorGroupSummary(ctx, service))
	same("summary", summary, []common.CommonSummary{{ID: id, Name: sent.Name, Enabled: true}})
	read.UpgradeDay = "MONDAY"
	read.TCPQuickAckApp, read.TCPQuickAckAssistant, read.TCPQuickAckReadAssistant = false, false, false
	done(groups.Update(ctx, service, id, read))
	updated := got(groups.Get(ctx, service, id))
	read.ModifiedTime = updated.ModifiedTime
	same("updated group", *updated, *read)
	same("server groups of the group", got(groups.GetAppConnectorGroupSG(ctx, service, id)).ID, id)
	passed("group")
	return id
}

func deleteGroup(service *zscaler.Service, id string) {
	done(groups.Delete(ctx, service, id))
	gone(groups.Get(ctx, service, id))
	passed("deleted group")
}

// pagesOfGroups reads more groups than fit on a page.
func pagesOfGroups(service *zscaler.Service) {
	inside := service.WithMicroTenant(branch)
	all := got(groups.GetAll(ctx, inside))
	same("groups on two pages", len(all), branchGroups)
	same("last group", all[branchGroups-1].Name, "site 501")
	same("summary on two pages", len(got(groups.GetAppconnectorGroupSummary(ctx, inside))), branchGroups)
	same("group of many", got(groups.GetByName(ctx, inside, "site 500")).Name, "site 500")
	passed("pages of groups")
}
