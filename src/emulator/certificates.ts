/**
 * The initial certificates of a customer. Source of their fields: the recordings named in
 * `test/emulator/replay.test.ts`.
 */
export function defaultCerts(customerId: string): object[] {
    return [
        certificate(customerId, "6571", "Root"),
        certificate(customerId, "6572", "Client", "ZAPP_CLIENT"),
        certificate(customerId, "6573", "Connector"),
        certificate(customerId, "6574", "Service Edge"),
        certificate(customerId, "6575", "Isolation Client", "ISOLATION_CLIENT"),
    ];
}

const subject = (customerId: string, name: string) =>
    `O=Zscaler,OU=Private Access,CN=${customerId}.zpa-customer.com/${name}`;
const pem = (label: string, name: string) =>
    `-----BEGIN ${label}-----\n${Buffer.from(`emulated ${name}`).toString("base64")}\n-----END ${label}-----\n`;

function certificate(customerId: string, id: string, name: string, clientCertType = "NONE"): object {
    return {
        id,
        modifiedTime: "1648917421",
        creationTime: "1619672239",
        modifiedBy: customerId,
        cName: `${customerId}.zpa-customer.com/${name}`,
        validFromInEpochSec: "1619585839",
        validToInEpochSec: "2565752239",
        certificate: pem("CERTIFICATE", name),
        issuedTo: subject(customerId, name),
        issuedBy: subject(customerId, "Root"),
        serialNo: `1624398536666983134201442426976017468${id}`,
        name,
        allowSigning: true,
        ...(name === "Root" ? {} : { parentCertId: "6571", parentCertName: "Root" }),
        privateKeyPresent: true,
        clientCertType,
        csr: pem("CERTIFICATE REQUEST", name),
        storeInHsm: false,
        readOnly: false,
        zscalerManaged: false,
    };
}
