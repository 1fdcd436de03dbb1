using GrupoGad.WebFrontend.Alarms;
using GrupoGad.WebFrontend.Ingest.OsmAnd;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>
/// Requests that may be a call for help, by their address: whatever refuses a request for its form before it is routed lets them pass. Their doors hear first and judge
/// the form then.
/// </summary>
internal static class CallsForHelp
{
    public static bool MayBe(HttpContext context) => AlarmEndpoints.IsCall(context.Request) || OsmAndEndpoints.IsHere(context);
}
