namespace GrupoGad.Silo.Hosting;

/// <summary>Whether the installation keeps anything. Key <c>Gad:Mode</c>.</summary>
public enum GadMode
{
    /// <summary>Real parts: PostGIS and Redis.</summary>
    Durable,

    /// <summary>No service at all; one silo; nothing is kept. Never a silent fallback.</summary>
    Memory,
}

internal static class GadModes
{
    public static GadMode Mode(this IConfiguration configuration) => configuration["Gad:Mode"] switch
    {
        null or "" => GadMode.Durable,
        var text when Enum.TryParse<GadMode>(text, ignoreCase: true, out var mode) && Enum.IsDefined(mode) => mode,
        var text => throw new InvalidOperationException($"Gad:Mode is Durable or Memory, not '{text}'."),
    };

    /// <exception cref="InvalidOperationException">Names the missing key, never its value.</exception>
    public static string RequiredConnection(this IConfiguration configuration, string name) =>
        configuration.GetConnectionString(name) is { Length: > 0 } text
            ? text
            : throw new InvalidOperationException($"ConnectionStrings:{name} is missing. Set it, or Gad:Mode=Memory to run without any service and keep nothing.");
}
