using System.Diagnostics.Metrics;
using GrupoGad.Alarms;
using GrupoGad.Efectivos;
using GrupoGad.Fences;
using GrupoGad.History;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Hosting.Calls;
using GrupoGad.WebFrontend.Tests.Ingest;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.CodeGeneration;

namespace GrupoGad.WebFrontend.Tests.Hosting;

public sealed class PatientCallsTests
{
    private const string Describe = nameof(IEfectivoGrain.Describe);

    private static readonly Task _never = new TaskCompletionSource().Task;

    private readonly ClusterLink _link = new();
    private readonly AwaitedClock _clock = new();
    private readonly long _began;

    public PatientCallsTests() => _began = _clock.GetTimestamp();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_under_way_when_a_silo_is_lost_is_sent_again_at_once_and_not_the_same_way()
    {
        var orleans = new MadeUpCalls(number => number == 0 ? _never : Task.CompletedTask);
        var call = Of(orleans).Invoke(orleans.Call<IEfectivoGrain>(Describe));
        Lose();
        await Pass(call);
        Assert.Equal([InvokeMethodOptions.None, InvokeMethodOptions.Unordered], orleans.Sent);
        Assert.InRange(_clock.GetElapsedTime(_began).TotalMilliseconds, 0, 1_900);
    }

    [Fact]
    public async Task A_call_for_help_is_sent_again_before_all_others()
    {
        var orleans = new MadeUpCalls(_ => _never);
        var calls = Of(orleans);
        var others = Enumerable.Range(0, 20).Select(_ => calls.Invoke(orleans.Call<IEfectivoGrain>(Describe))).ToArray();
        var panic = calls.Invoke(orleans.Call<IAlarmGrain>(nameof(IAlarmGrain.Raise)));
        Lose();
        // No time passes: whoever has to wait, however briefly, has not been sent again.
        await Until.True(() => orleans.Sent.Count == 22, "the call for help to be sent again");
        Assert.DoesNotContain([.. others, panic], call => call.IsCompleted);
    }

    [Fact]
    public async Task A_call_that_hangs_is_sent_again()
    {
        var orleans = new MadeUpCalls(number => number == 0 ? _never : Task.CompletedTask);
        await Pass(Of(orleans).Invoke(orleans.Call<IEfectivoGrain>(Describe)));
        Assert.Equal(2, orleans.Sent.Count);
    }

    [Fact]
    public async Task A_call_that_is_sent_again_says_so_and_no_other_does()
    {
        var marks = new List<bool>();
        var orleans = new MadeUpCalls(number =>
        {
            marks.Add(RepeatedCall.IsThis);
            return number == 0 ? _never : Task.CompletedTask;
        });
        await Pass(Of(orleans).Invoke(orleans.Call<IEfectivoGrain>(Describe)));
        await Pass(Of(orleans).Invoke(orleans.Call<IEfectivoGrain>(Describe)));
        Assert.Equal([false, true, false], marks);
    }

    [Fact]
    public async Task What_the_cluster_refuses_while_it_rearranges_itself_is_sent_until_it_is_taken()
    {
        var orleans = new MadeUpCalls(number => number < 5 ? Task.FromException(new SiloUnavailableException("gone")) : Task.CompletedTask);
        await Pass(Of(orleans).Invoke(orleans.Call<IEfectivoGrain>(Describe)));
        Assert.Equal(6, orleans.Sent.Count);
    }

    [Theory]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(SiloUnavailableException))]
    [InlineData(null)]
    public async Task Nobody_waits_longer_than_a_few_seconds(Type? failure)
    {
        var orleans = new MadeUpCalls(_ => failure is null ? _never : Task.FromException((Exception)Activator.CreateInstance(failure)!));
        var call = Of(orleans).Invoke(orleans.Call<IEfectivoGrain>(Describe));
        Assert.Equal("cluster", (await Assert.ThrowsAsync<GadUnavailableException>(() => Pass(call))).Part);
        Assert.InRange(_clock.GetElapsedTime(_began).TotalMilliseconds, 0, 4_000 + 500);
        Assert.InRange(orleans.Sent.Count, 2, 40);
    }

    [Fact]
    public async Task Who_gives_up_names_the_part_that_any_attempt_named()
    {
        var orleans = new MadeUpCalls(number => number == 1 ? Task.FromException(new OrleansException("Failed to activate: postgis is unavailable")) : _never);
        var call = Of(orleans).Invoke(orleans.Call<IEfectivoGrain>(Describe));
        Assert.Equal("postgis", (await Assert.ThrowsAsync<GadUnavailableException>(() => Pass(call))).Part);
    }

    [Fact]
    public async Task A_question_that_takes_long_is_not_asked_twice_and_gets_its_time()
    {
        var orleans = new MadeUpCalls(_ => _never);
        var call = Of(orleans).Invoke(orleans.Call<IHistoryGrain>(nameof(IHistoryGrain.Patrol)));
        await Assert.ThrowsAsync<GadUnavailableException>(() => Pass(call));
        Assert.InRange(_clock.GetElapsedTime(_began).TotalSeconds, 29, 31);
        Assert.Single(orleans.Sent);
    }

    [Fact]
    public async Task What_would_be_answered_otherwise_the_second_time_is_left_to_its_caller()
    {
        var orleans = new MadeUpCalls(_ => _never);
        var call = Of(orleans).Invoke(orleans.Call<IFenceGrain>(nameof(IFenceGrain.Remove)));
        Lose();
        await Assert.ThrowsAsync<GadUnavailableException>(() => call.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        Assert.Single(orleans.Sent);
    }

    [Fact]
    public async Task A_caller_that_leaves_and_a_bug_end_a_call_as_ever()
    {
        using var left = new CancellationTokenSource();
        var leaving = new MadeUpCalls(_ => Task.FromException(new OperationCanceledException(left.Token)));
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Of(leaving).Invoke(leaving.Call<IEfectivoGrain>(Describe, left.Token)));
        var buggy = new MadeUpCalls(_ => Task.FromException(new InvalidOperationException("a bug")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Of(buggy).Invoke(buggy.Call<IEfectivoGrain>(Describe)));
        Assert.Equal((1, 1), (leaving.Sent.Count, buggy.Sent.Count));
    }

    [Fact]
    public async Task A_front_end_that_never_met_a_silo_says_so_at_once()
    {
        var orleans = new MadeUpCalls(_ => _never);
        var calls = Of(orleans, met: false);
        await Assert.ThrowsAsync<GadUnavailableException>(() => calls.Invoke(orleans.Call<IEfectivoGrain>(Describe)));
        Assert.Empty(orleans.Sent);
    }

    private PatientCalls Of(MadeUpCalls orleans, bool met = true)
    {
        _link.Count(met ? 2 : 0);
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        return new PatientCalls(() => orleans, _link, new CallRules(Options.Create(new CallOptions())), new CallInstruments(meters), _clock);
    }

    private void Lose() => _link.Count(1);

    /// <summary>Lets the clock run, only while it is waited for, until the call has ended.</summary>
    private async Task Pass(Task call)
    {
        await Until.True(
            () =>
            {
                for (var step = 0; step < 20 && _clock.IsAwaited && !call.IsCompleted; step++)
                {
                    _clock.Advance(TimeSpan.FromMilliseconds(50));
                }
                return call.IsCompleted;
            },
            "the call to end");
        await call;
    }
}
