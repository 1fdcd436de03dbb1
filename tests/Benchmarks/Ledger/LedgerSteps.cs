using GrupoGad.Commands;
using GrupoGad.Geo;

namespace GrupoGad.Benchmarks.Ledger;

/// <summary>The product's ledger, written as a command's grain writes it.</summary>
public sealed class LedgerSteps(ICommandLedger ledger) : IStepStore
{
    /// <summary>Where everything is issued and answered.</summary>
    private static readonly GeoPoint _place = new(-34.6037, -58.3816);

    public async Task<bool> Take(string commandId, string efectivoId, LadderStep step) => step == LadderStep.Issued
        ? await ledger.Issue(Issued(commandId, efectivoId)) == LedgerOutcome.Written
        : await ledger.Write(new CommandWrite { CommandId = commandId, Steps = [Row(efectivoId, step)] }) is [LedgerOutcome.Written];

    /// <summary>A step that nobody waits for.</summary>
    public void Note(string commandId, string efectivoId, LadderStep step) => ledger.Note(commandId, Row(efectivoId, step));

    /// <summary>Everybody has answered.</summary>
    public async Task Close(string commandId) =>
        await ledger.Write(new CommandWrite { CommandId = commandId, Closing = new CommandClosing(ClosedHow.Settled, DateTime.UtcNow, "system", "") });

    private static IssuedCommand Issued(string commandId, string efectivoId)
    {
        var now = DateTime.UtcNow;
        return new IssuedCommand
        {
            Offer = new CommandOffer
            {
                CommandId = commandId, Issuer = "bench", Class = CommandClass.Operational, Kind = CommandKind.Order, Text = $"Orden de prueba {commandId}",
                Point = _place, IssuedAt = now, AnswerBy = now.AddMinutes(1), Deadline = now.AddHours(2),
            },
            Recipients = [efectivoId], Asked = [new Recipients { Kind = RecipientKind.Efectivo, Value = efectivoId }], Digest = commandId, IssuedFrom = _place,
        };
    }

    private static LadderRow Row(string efectivoId, LadderStep step) => new()
    {
        EfectivoId = efectivoId, Step = step, At = DateTime.UtcNow, RecordedAt = DateTime.UtcNow, Actor = efectivoId, Position = _place,
        Settles = step == LadderStep.Accepted, Sends = 1,
    };
}
