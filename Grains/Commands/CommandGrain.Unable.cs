using System.Security.Cryptography;
using System.Text;

namespace GrupoGad.Commands;

/// <remarks>
/// A recipient that accepted an order and cannot carry it out puts it back on the board (<see cref="ClosingRules.AwaitsPerson"/>), and an issuer
/// in the field is sent a notice. A proposal notifies its operation instead, which asks another efectivo.
/// </remarks>
public sealed partial class CommandGrain
{
    private readonly Queue<(string EfectivoId, string Reason)> _unable = [];

    private void TellIssuer(CommandState state, string efectivoId, string reason)
    {
        if (state.Offer.Kind == CommandKind.Order && state.Offer.Issuer != efectivoId)
        {
            _unable.Enqueue((efectivoId, reason));
            Plan(TimeSpan.Zero);
        }
    }

    /// <summary>Steps that are in the ledger and may not have reached the issuer.</summary>
    private async Task RememberUnable(CommandState state)
    {
        _unable.Clear();
        if (!ClosingRules.AwaitsPerson(state))
        {
            return;
        }
        for (var after = ""; await with.Ledger.Ladders(Id, after, 1_000, with.Now, default) is { } page;)
        {
            foreach (var ladder in page.Ladders.Where(ladder => ladder.Step == LadderStep.Unable))
            {
                TellIssuer(state, ladder.EfectivoId, ladder.Steps.LastOrDefault(step => step.Step == LadderStep.Unable).Reason ?? "");
            }
            if ((after = page.Next).Length == 0)
            {
                return;
            }
        }
    }

    private async Task TellIssuers(CancellationToken cancellation)
    {
        while (_state is { } state && _unable.TryPeek(out var unable))
        {
            // Other issuers sit at the desk.
            if ((await with.Directory.Known([state.Offer.Issuer], cancellation)).Contains(state.Offer.Issuer))
            {
                var answer = await GrainFactory.GetGrain<ICommandGrain>(NoticeOf(unable.EfectivoId)).Issue(
                    new IssueCommand
                    {
                        Class = state.Offer.Class, Kind = CommandKind.Notice, Text = CommandTexts.Unable(state.Offer, unable.EfectivoId, unable.Reason),
                        Recipients = [new Recipients { Kind = RecipientKind.Efectivo, Value = state.Offer.Issuer }], Issuer = Actors.System,
                        OperationId = state.Offer.OperationId,
                    },
                    cancellation);
                if (answer.Outcome is not (IssueOutcome.Issued or IssueOutcome.AlreadyIssued))
                {
                    LogIssuerNotTold(Id, answer.Outcome);
                }
            }
            _unable.TryDequeue(out _);
        }
    }

    /// <summary>Id of the notice: the same on every retry.</summary>
    private string NoticeOf(string efectivoId) => "unable-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Id} {efectivoId}")))[..32];
}
