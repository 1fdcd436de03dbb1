using Google.Protobuf.Reflection;
using GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Ingest.Grpc;

/// <summary>Outcomes as the .proto file spells them, e.g. <c>NULL_ISLAND</c>.</summary>
internal static class WireNames
{
    private static readonly EnumDescriptor Outcomes = PositionsReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(ReportOutcome));

    public static string Of(ReportOutcome outcome) => Outcomes.FindValueByNumber((int)outcome).Name;
}
