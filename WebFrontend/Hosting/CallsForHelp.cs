using GrupoGad.WebFrontend.Alarms;
using GrupoGad.WebFrontend.Ingest.OsmAnd;

namespace GrupoGad.WebFrontend.Hosting;

/// <summary>
/// Requests that may be a call for help, by their address. Each check that refuses a request for its form before routing lets them pass.
/// Their endpoints read the call first and judge the form then.
/// </summary>
internal static class CallsForHelp
{
    public static bool MayBe(HttpContext context) => AlarmEndpoints.IsCall(context.Request) || OsmAndEndpoints.IsHere(context);
}
