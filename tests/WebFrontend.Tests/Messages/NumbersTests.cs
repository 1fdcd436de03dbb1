using Google.Protobuf.Reflection;
using GrupoGad.Protocol.V1;

namespace GrupoGad.WebFrontend.Tests.Messages;

/// <summary>The mapping casts numbers: the protocol's have to be the domain's, no more and no fewer.</summary>
public sealed class NumbersTests
{
    public static TheoryData<FileDescriptor, Type> Enums => new()
    {
        { CommandsReflection.Descriptor, typeof(GrupoGad.Commands.CommandClass) },
        { CommandsReflection.Descriptor, typeof(GrupoGad.Commands.CommandKind) },
        { CommandsReflection.Descriptor, typeof(GrupoGad.Commands.CommandStatus) },
        { CommandsReflection.Descriptor, typeof(GrupoGad.Commands.LadderStep) },
        { CommandsReflection.Descriptor, typeof(GrupoGad.Commands.StepOutcome) },
        { CommandsReflection.Descriptor, typeof(GrupoGad.Commands.RecipientKind) },
        { OperationsReflection.Descriptor, typeof(GrupoGad.Operations.OperationStatus) },
        { OperationsReflection.Descriptor, typeof(GrupoGad.Operations.OperationType) },
        { OperationsReflection.Descriptor, typeof(GrupoGad.Operations.OperationPriority) },
        { OperationsReflection.Descriptor, typeof(GrupoGad.Operations.OperationMove) },
        { OperationsReflection.Descriptor, typeof(GrupoGad.Operations.AssignmentStep) },
        { OperationsReflection.Descriptor, typeof(GrupoGad.Operations.AssignOutcome) },
        { BoardsReflection.Descriptor, typeof(GrupoGad.Alarms.AlarmStatus) },
        { BoardsReflection.Descriptor, typeof(GrupoGad.Alarms.AlarmKind) },
    };

    [Theory]
    [MemberData(nameof(Enums))]
    public void Names_and_numbers_of_the_protocol_are_those_of_the_domain(FileDescriptor file, Type domain)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(domain);
        var wire = file.EnumTypes.Single(type => type.Name == domain.Name).Values.Where(value => value.Number != 0)
            .Select(value => (Word(value.Name, domain.Name), value.Number));
        var own = Enum.GetValuesAsUnderlyingType(domain).Cast<int>().Select(number => (Enum.GetName(domain, number)!.ToUpperInvariant(), number));
        Assert.Equal(own, wire.Select(pair => pair.Item1 == "CHECKINMISSED" ? ("CHECKIN", pair.Number) : pair));
    }

    private static string Word(string name, string type) =>
        name.Replace("_", "", StringComparison.Ordinal)[type.Length..];
}
