// As many keys as are asked for, no two alike: what the console's table is shown in place of the backend's answer.
const makeRows = count => {
  const uses = ["deploy", "terraform", "backup", "monitoring", "billing export", "nightly job", "autoscaler", "audit"];
  const roles = ["ORG_OWNER", "ORG_READ_ONLY", "ORG_MEMBER", "ORG_GROUP_CREATOR"];
  return Array.from({ length: count }, (_, n) => ({
    id: (0x65f00000 + n).toString(16).padEnd(24, "0"),
    description: uses[n % uses.length] + " " + n,
    publicKey: Array.from({ length: 8 }, (_, at) => "abcdefghijklmnopqrstuvwxyz"[(n * 7 + at * (n % 13 + 3)) % 26]).join(""),
    roles: [roles[n % roles.length]],
    projects: n % 5,
    listRead: true,
    entries: Array.from({ length: n % 6 }, (_, at) => "10." + (n % 200) + "." + at + ".0/24"),
    exposure: n % 6 === 0 ? "noList" : "narrow",
    lastUse: n % 6 === 0 ? "unknown" : n % 2 ? "never" : { at: { time: "2026-11-01T00:00:00Z", address: "192.0.2.7" } },
  }));
};
