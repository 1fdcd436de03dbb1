using System.Globalization;
using GrupoGad.Boards;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace GrupoGad.Commands;

public sealed partial class CommandGrain
{
    /// <summary>Longest time for publishing a notice to the stream. After that the command is offered to the inboxes directly.</summary>
    private static readonly TimeSpan _publishWithin = TimeSpan.FromSeconds(1);

    private bool _offering;

    /// <summary>4  One notice a shard, on the provider of the class. If publishing a shard fails, its recipients are offered the command directly.</summary>
    private async Task Publish(CommandState state, IReadOnlyList<string> recipients)
    {
        var name = state.Offer.Class == CommandClass.Critical ? StreamNames.CriticalCommands : StreamNames.Commands;
        var provider = ServiceProvider.GetKeyedService<IStreamProvider>(name);
        var unsent = await Task.WhenAll(recipients.GroupBy(StreamNames.ShardOf).Select(async shard =>
        {
            try
            {
                if (provider is not null)
                {
                    var stream = provider.GetStream<CommandNotice>(StreamId.Create(StreamNames.CommandNotices, shard.Key.ToString(CultureInfo.InvariantCulture)));
                    await stream.OnNextAsync(new CommandNotice { Command = state.Offer, Recipients = [.. shard] }).WaitAsync(_publishWithin);
                    return [];
                }
            }
            catch (Exception exception)
            {
                LogNotPublished(Id, shard.Key, exception);
            }
            return shard.ToArray();
        }));
        await Offer(state, [.. unsent.SelectMany(shard => shard)]);
    }

    /// <summary>10  Offers it again to recipients to whom it is not delivered and whose turn is in this round.</summary>
    private async Task Resend(CommandState state, int round)
    {
        if (_offering)
        {
            return;
        }
        _offering = true;
        try
        {
            var again = state.Ladders.All.Where(ladder => DeadlineRules.OffersIn(round, ladder.Value.Step)).Select(ladder => ladder.Key).ToArray();
            with.Instruments.Resent(state.Offer.Class, again.Length);
            await Offer(state, again);
        }
        finally
        {
            _offering = false;
        }
    }

    /// <summary>Directly to inboxes, in slices: others have their turn in between, and a critical one does not wait for a broadcast.</summary>
    private Task Offer(CommandState state, string[] recipients) => InSlices(state, recipients, efectivo =>
        state.Status == CommandStatus.Open && state.Ladders.Find(efectivo) is { Step: < LadderStep.Delivered } ladder
            ? GrainFactory.GetGrain<IInboxFeedGrain>(efectivo).Offer(OfferTo(state.Offer, ladder))
            : ValueTask.CompletedTask);

    /// <summary>It need not be answered any more.</summary>
    private Task TakeBack(CommandState state, IReadOnlyList<string> recipients, string reason) => InSlices(state, recipients, efectivo =>
        GrainFactory.GetGrain<IInboxFeedGrain>(efectivo).Withdraw(Id, reason));

    private async Task InSlices(CommandState state, IReadOnlyList<string> recipients, Func<string, ValueTask> send)
    {
        try
        {
            for (var i = 0; i < recipients.Count; i++)
            {
                await send(recipients[i]);
                if ((i + 1) % with.Options.OffersAtOnce == 0)
                {
                    await (state.Offer.Class == CommandClass.Critical || with.Options.OfferPauseMs == 0
                        ? Yielded()
                        : Task.Delay(TimeSpan.FromMilliseconds(with.Options.OfferPauseMs), with.Clock));
                }
            }
        }
        catch (Exception exception)
        {
            // The next round, or the next attach, brings it.
            LogNotOffered(Id, exception);
        }

        static async Task Yielded() => await Task.Yield();
    }

    private static CommandOffer OfferTo(CommandOffer offer, LadderState ladder) => ladder.EscalatedFor.Length == 0
        ? offer
        : offer with { EscalatedFor = ladder.EscalatedFor, AnswerBy = Earlier(DeadlineRules.SecondAt(offer), offer.Deadline) };

    private static DateTime Earlier(DateTime a, DateTime b) => a < b ? a : b;

    /// <summary>Adds the jurisdictions of recipients that did not receive it in time. If the directory is away, all supervisors are notified.</summary>
    private async Task<CommandSummary> Placed(CommandSummary summary, CommandState state)
    {
        var late = summary is { Overdue: > 0, Command.Class: CommandClass.Critical } ? DeadlineRules.Undelivered(state) : [];
        if (late.IsEmpty)
        {
            return summary;
        }
        try
        {
            return summary with { Jurisdictions = await with.Directory.Jurisdictions(late, CancellationToken.None) };
        }
        catch (GadUnavailableException)
        {
            return summary;
        }
    }

    /// <summary>11  Puts its line on the board. No caller waits for that; recovery puts the line again.</summary>
    private async Task Show(CommandState state)
    {
        try
        {
            var board = GrainFactory.GetGrain<IBoardGrain>(BoardShards.Of(Id));
            await board.Put([new BoardItem { Command = await Placed(state.Summary(with.Now, _version), state) }]);
        }
        catch (Exception exception)
        {
            LogNotShown(Id, exception);
        }
    }
}
