using Google.Protobuf.Reflection;
using GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.Grpc;

/// <summary>Outcomes and fields as the .proto files spell them, e.g. <c>NULL_ISLAND</c>.</summary>
internal static class WireNames
{
    private static readonly EnumDescriptor Outcomes = PositionsReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(ReportOutcome));

    public static string Of(ReportOutcome outcome) => Outcomes.FindValueByNumber((int)outcome).Name;

    /// <summary>A field as the .proto files spell it: <c>plannedStart</c> is <c>planned_start</c>.</summary>
    public static string Field(string name) => string.Concat(name.Select((letter, i) => !char.IsUpper(letter)
        ? letter.ToString()
        : (i > 0 && char.IsLetterOrDigit(name[i - 1]) ? "_" : "") + char.ToLowerInvariant(letter)));
}
