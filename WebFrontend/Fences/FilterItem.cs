using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.WebFrontend.Efectivos;
using GrupoGad.WebFrontend.Places;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>The efectivos that a fence watches. A member that is left out does not narrow.</summary>
/// <param name="Units">At most 100.</param>
/// <param name="Efectivos">Codes, at most 500; a corridor's are those who are to keep to it.</param>
public sealed record FilterItem(
    IReadOnlyList<Availability>? Availabilities, IReadOnlyList<string?>? Units, string? Skill, IReadOnlyList<string?>? Efectivos)
{
    private const int UnitsMax = 100;
    private const int EfectivosMax = 500;
    private const int WordMax = 100;

    internal FenceFilter Read(BodyReading reading)
    {
        if (Units?.Count > UnitsMax)
        {
            reading.Refuse("filter.units", $"{Units.Count} entries", $"at most {UnitsMax}");
        }
        if (Efectivos?.Count > EfectivosMax)
        {
            reading.Refuse("filter.efectivos", $"{Efectivos.Count} entries", $"at most {EfectivosMax}");
        }
        return new FenceFilter
        {
            Availabilities = [.. (Availabilities ?? []).Distinct()],
            Units = [.. (Units ?? []).Take(UnitsMax).Select((unit, i) => reading.Line($"filter.units[{i}]", unit, 1, WordMax))],
            Skill = reading.Line("filter.skill", Skill, 0, WordMax),
            Efectivos = [.. (Efectivos ?? []).Take(EfectivosMax).Select((code, i) => Code(reading, $"filter.efectivos[{i}]", code))],
        };
    }

    internal static FilterItem Of(FenceFilter filter) => new([.. filter.Availabilities], [.. filter.Units], filter.Skill, [.. filter.Efectivos]);

    private static string Code(BodyReading reading, string field, string? code)
    {
        if (!EfectivoCode.IsValid(code))
        {
            reading.Refuse(field, code, EfectivoCode.Rule);
        }
        return code ?? "";
    }
}
