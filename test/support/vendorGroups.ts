const group = {
    microtenantId: "0",
    cityCountry: "San Jose, US",
    countryCode: "US",
    upgradeTimeInSecs: "66600",
    upgradeDay: "SUNDAY",
};
/** The groups of `fixtures/vendor-stack-export.json` as the service holds them. */
export const VENDOR_GROUPS = [
    {
        ...group,
        id: "216196257331282070",
        name: "R&D lab",
        enabled: true,
        latitude: "37.33874",
        longitude: "-121.8852525",
        location: "San Jose",
        overrideVersionProfile: true,
        versionProfileId: "2",
    },
    {
        ...group,
        id: "216196257331282071",
        name: "Branch",
        enabled: false,
        latitude: "0",
        longitude: "0",
        location: "Null Island",
        upgradeDay: "MONDAY",
    },
];
