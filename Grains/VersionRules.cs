using System.Globalization;

namespace GrupoGad;

/// <summary>Texts for a writer that expected another version.</summary>
internal static class VersionRules
{
    /// <param name="version">That it has; null: there is nothing.</param>
    public static string Stale(long? version) => version is { } there
        ? string.Create(CultureInfo.InvariantCulture, $"somebody else has changed it: it has version {there} now; read it again")
        : "something that is there";

    public static string Unstated(long version) => string.Create(
        CultureInfo.InvariantCulture, $"it is there already, with version {version}: who replaces it says which version was read");
}
