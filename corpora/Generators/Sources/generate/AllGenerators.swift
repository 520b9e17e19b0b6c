/// Everything that `generate` can write. A new one is a file in `Logs/` or `Records/` and a line here.
let logSystems: [any LogSystem] = [
    Gateway(),
    Sorting(),
    WindFarm(),
    Database(),
]

let recordKinds: [any RecordKind] = [
    Shipments(),
    Machines(),
    Invoices(),
]
