/** cloud-init for a machine with Zscaler's image. It writes the key before the connector starts. */
export function userDataOf(provisioningKey: string | undefined): string {
    if (!provisioningKey) throw new Error("The key has no value: it was imported, and ZPA does not show it.");
    return `#cloud-config
write_files:
  - path: /opt/zscaler/var/provision_key
    permissions: "0644"
    content: ${JSON.stringify(provisioningKey)}
runcmd:
  - [systemctl, restart, zpa-connector]
`;
}
