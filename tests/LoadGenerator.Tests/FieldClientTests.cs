using System.Collections.Concurrent;
using GrupoGad.LoadGenerator.Clients;
using GrupoGad.Protocol.V1;

namespace GrupoGad.LoadGenerator.Tests;

public sealed class FieldClientTests
{
    [Fact]
    public async Task An_acknowledgement_is_repeated_over_drops_until_it_is_settled_and_a_command_that_comes_again_is_not_acted_on_again()
    {
        // Cut at the first, the second and the fourth: neither step is settled on the first line.
        await using var door = await FieldDoor.Open(number => number is 1 or 2 or 4);
        var record = new Record();
        var client = new FieldClient(new ClientOptions { Urls = [door.Url] }, "token", record, record.Answer);
        using var stop = new CancellationTokenSource();

        var running = client.Run(stop.Token);
        await record.BothSettled.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await running;

        Assert.Equal(1, record.Acted);
        Assert.True(record.Repeats >= 1, "the command came again with each attach");
        Assert.Equal([LadderStep.Delivered, LadderStep.Accepted], record.Steps);
        Assert.Equal(0, client.Unsettled);
        Assert.Equal("", door.Attaches.First().ResumeToken);
        Assert.Equal(("token", 1UL), (door.Attaches.Last().ResumeToken, door.Attaches.Last().LastSequence));
    }

    private sealed class Record : IFieldLog
    {
        public int Acted;
        public int Repeats;

        public ConcurrentQueue<LadderStep> Steps { get; } = new();

        public TaskCompletionSource BothSettled { get; } = new();

        public IReadOnlyList<LadderStep> Answer(Command command)
        {
            Acted++;
            return [LadderStep.Delivered, LadderStep.Accepted];
        }

        public void Took(Command command, bool isFirst) => Repeats += isFirst ? 0 : 1;

        public void Settled(CommandAckResult result)
        {
            Steps.Enqueue(result.Step);
            if (Steps.Count == 2)
            {
                BothSettled.SetResult();
            }
        }

        public void Retried(string why)
        {
        }
    }
}
