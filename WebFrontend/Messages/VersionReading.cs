namespace GrupoGad.WebFrontend.Messages;

/// <summary>The expected version of a gRPC request.</summary>
internal static class VersionReading
{
    public const string Field = "expected_version";

    private const long Any = -1;

    /// <param name="unstated">The expectation when it is left out.</param>
    public static Expected Version(this WireReading reading, bool has, long version, Expectation unstated)
    {
        if (has && version < Any)
        {
            reading.Refuse(Field, $"{version}", "a version that was read, 0 for none, -1 for any");
        }
        return !has ? Expected.Of(unstated)
            : version == Any ? Expected.Of(Expectation.Whatever)
            : version == 0 ? Expected.Of(Expectation.Nothing)
            : Expected.Version(version);
    }
}
