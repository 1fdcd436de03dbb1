using GrupoGad.Commands;

namespace GrupoGad.Silo.Tests;

/// <summary>Commands for tests of the ledger.</summary>
internal static class Orders
{
    public static readonly DateTime Noon = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);

    public static CommandOffer Offer(string id) => new()
    {
        CommandId = id, Issuer = "op-1", Class = CommandClass.Operational, Kind = CommandKind.Order, Text = "Diríjase al punto — ¡ya!",
        IssuedAt = Noon, AnswerBy = Noon.AddMinutes(1), Deadline = Noon.AddMinutes(15),
    };

    public static IssuedCommand Issued(CommandOffer offer, params string[] recipients) => new()
    {
        Offer = offer, Recipients = [.. recipients], Digest = "digest-of-" + offer.CommandId,
        Asked = [.. recipients.Take(3).Select(recipient => new Recipients { Kind = RecipientKind.Efectivo, Value = recipient })],
    };

    public static LadderRow Row(string efectivo, LadderStep step) => new()
    {
        EfectivoId = efectivo, Step = step, At = Noon.AddSeconds(1), RecordedAt = Noon.AddSeconds(2), Actor = efectivo, Reason = "",
        Settles = step is LadderStep.Accepted or LadderStep.Refused or LadderStep.Expired or LadderStep.Withdrawn,
    };

    public static CommandWrite Step(string command, string efectivo, LadderStep step) => new() { CommandId = command, Steps = [Row(efectivo, step)] };
}
