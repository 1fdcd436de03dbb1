using System.Collections.Immutable;
using System.Text.Json;

namespace GrupoGad.Silo.Membership;

/// <summary>The membership table as it stands in Redis: its version and each silo's row, as written.</summary>
/// <param name="Version">Null: there is no table.</param>
/// <param name="Rows">By the silo's address; the text is Orleans' and is not changed here.</param>
internal sealed record MembershipRows(int? Version, ImmutableDictionary<string, string> Rows)
{
    public SiloStatus StatusOf(string silo) => Rows.TryGetValue(silo, out var row) ? Parse(row).Status : SiloStatus.None;

    public static SiloAddress AddressOf(string row) => Parse(row).Address;

    private static (SiloAddress Address, SiloStatus Status) Parse(string row)
    {
        using var document = JsonDocument.Parse(row);
        var address = document.RootElement.GetProperty("SiloAddress").GetProperty("SiloAddress").GetString()!;
        return (SiloAddress.FromParsableString(address), (SiloStatus)document.RootElement.GetProperty("Status").GetInt32());
    }
}
