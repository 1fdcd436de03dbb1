namespace GrupoGad.Commands;

/// <summary>The newest session wins, in the order in which clients asked.</summary>
public sealed class InboxSessionsTests
{
    private static readonly DateTime Noon = new(2026, 3, 14, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_call_that_is_carried_out_late_takes_nobody_s_place()
    {
        var sessions = Sessions();
        var (old, newer) = (sessions.NextEpoch(Noon), sessions.NextEpoch(Noon));
        Assert.True(Attach(sessions, "new", newer, out _));
        Assert.False(Attach(sessions, "old", old, out _));
        Assert.Equal(["new"], Live(sessions));
    }

    [Fact]
    public void A_superseded_session_never_comes_back_by_itself_even_when_the_newer_one_is_gone()
    {
        var sessions = Sessions();
        Assert.True(Attach(sessions, "old", sessions.NextEpoch(Noon), out _));
        var old = Assert.Single(sessions.Live(Noon));
        Assert.True(Attach(sessions, "new", sessions.NextEpoch(Noon), out var superseded));
        Assert.Equal(["old"], superseded.Select(session => session.SessionId));
        Assert.False(sessions.Renew(old, Noon));
        Assert.False(sessions.TryAttach(old, isAnew: true, isComplete: true, Noon, out _));
        sessions.Drop("new");
        Assert.False(sessions.TryAttach(old, isAnew: true, isComplete: true, Noon, out _));
        Assert.Empty(sessions.Live(Noon));
    }

    [Fact]
    public void A_new_activation_takes_them_back_in_whatever_order_their_gateways_come()
    {
        var before = Sessions();
        var (old, newer) = (before.NextEpoch(Noon), before.NextEpoch(Noon));
        foreach (var order in new[] { new[] { ("old", old), ("new", newer) }, [("new", newer), ("old", old)] })
        {
            var sessions = Sessions();
            foreach (var (id, epoch) in order)
            {
                Attach(sessions, id, epoch, out _, isAnew: true);
            }
            Assert.Equal(["new"], Live(sessions));
            Assert.True(sessions.NextEpoch(DateTime.UnixEpoch) > newer);
        }
    }

    [Fact]
    public void With_several_devices_the_oldest_gives_way_and_one_device_has_one_session()
    {
        var sessions = Sessions(max: 2);
        Attach(sessions, "phone-1", sessions.NextEpoch(Noon), out _, device: "phone");
        Attach(sessions, "tablet", sessions.NextEpoch(Noon), out _, device: "tablet");
        Attach(sessions, "phone-2", sessions.NextEpoch(Noon), out var superseded, device: "phone");
        Assert.Equal(["phone-1"], superseded.Select(session => session.SessionId));
        Attach(sessions, "watch", sessions.NextEpoch(Noon), out superseded, device: "watch");
        Assert.Equal(["tablet"], superseded.Select(session => session.SessionId));
        Assert.Equal(["phone-2", "watch"], Live(sessions));
    }

    [Fact]
    public void Who_was_not_handed_everything_is_attached_anew()
    {
        var sessions = Sessions();
        var attachment = Attachment("one", sessions.NextEpoch(Noon), "");
        Assert.True(sessions.TryAttach(attachment, isAnew: false, isComplete: false, Noon, out _));
        Assert.False(sessions.Renew(attachment, Noon));
        Assert.True(sessions.TryAttach(attachment, isAnew: true, isComplete: true, Noon, out var superseded));
        Assert.Empty(superseded);
        Assert.True(sessions.Renew(attachment, Noon));
    }

    private static InboxSessions Sessions(int max = 1) => new(max, TimeSpan.FromSeconds(45));

    private static string[] Live(InboxSessions sessions) => [.. sessions.Live(Noon).Select(session => session.SessionId)];

    private static bool Attach(
        InboxSessions sessions, string id, long epoch, out IReadOnlyList<Attachment> superseded, bool isAnew = false, string? device = null) =>
        sessions.TryAttach(Attachment(id, epoch, device ?? id), isAnew, isComplete: true, Noon, out superseded);

    private static Attachment Attachment(string id, long epoch, string device) => new() { Gateway = null!, SessionId = id, Device = device, Epoch = epoch };
}
