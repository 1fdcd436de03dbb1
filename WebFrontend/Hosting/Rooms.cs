namespace GrupoGad.WebFrontend.Hosting;

/// <summary>The addresses of machines, and their ports. An unknown address below them is a 404 for every method, and never a page.</summary>
internal static class Rooms
{
    private static readonly Dictionary<string, Listener> Machines = new(StringComparer.OrdinalIgnoreCase)
    {
        ["api"] = Listener.Http, ["ogc"] = Listener.Http, ["live"] = Listener.Http, ["openapi"] = Listener.Http, ["scalar"] = Listener.Http, ["dev"] = Listener.Http,
        ["assets"] = Listener.Http, [".well-known"] = Listener.Http,
        ["osmand"] = Listener.Http | Listener.Osmand,
        ["health"] = Listener.Admin, ["metrics"] = Listener.Admin,
    };

    public static bool IsForPeople(PathString path) => PortsOf(path) is null;

    /// <summary>The ports of a machine's address; null: it is a person's.</summary>
    public static Listener? PortsOf(PathString path)
    {
        var first = path.Value.AsSpan().TrimStart('/');
        first = first[..(first.IndexOf('/') is var end and >= 0 ? end : first.Length)];
        // Services of gRPC: gad.v1.Positions and the like.
        return first.StartsWith("gad.", StringComparison.OrdinalIgnoreCase) || first.StartsWith("grpc.", StringComparison.OrdinalIgnoreCase) ? Listener.Grpc
            : Machines.TryGetValue(first.ToString(), out var ports) ? ports : null;
    }
}
