using GrupoGad.Efectivos;
using GrupoGad.WebFrontend.Hosting;

namespace GrupoGad.WebFrontend.Efectivos;

/// <summary>Whether a line of superiors leads to somebody. Asked when it is set: in an emergency it is too late to find out.</summary>
internal static class Superiors
{
    /// <summary>No line is longer; a longer one is taken for a circle that somebody is closing at this moment.</summary>
    private const int LineMax = 32;

    public const string Rule = "an efectivo that is registered";

    /// <summary>The fault of a superior; null: none.</summary>
    public static async ValueTask<Refusal?> Refuses(string id, string superior, IGrainFactory grains, CancellationToken cancellation)
    {
        var above = superior;
        for (var step = 0; above.Length > 0; step++)
        {
            if (above == id || step == LineMax)
            {
                return new Refusal("superior", superior, superior == id ? "somebody else" : $"nobody whose own superiors lead back to {id}");
            }
            var known = await grains.GetGrain<IEfectivoGrain>(above).Describe(cancellation);
            if (known is null && step == 0)
            {
                return new Refusal("superior", superior, Rule);
            }
            above = known?.Profile.Superior ?? "";
        }
        return null;
    }

    /// <summary>The fault of a commander; null: none.</summary>
    public static async ValueTask<Refusal?> RefusesCommander(string commander, IGrainFactory grains, CancellationToken cancellation) =>
        commander.Length == 0 || await grains.GetGrain<IEfectivoGrain>(commander).Describe(cancellation) is not null
            ? null
            : new Refusal("commander", commander, Rule);
}
