using GrupoGad.Commands;
using GrupoGad.Operations;
using static GrupoGad.Silo.Tests.Operations.Plans;

namespace GrupoGad.Silo.Tests.Operations;

public sealed class ReminderTests(PostGisServer server) : IAsyncLifetime
{
    private const double ReminderMinutes = 40;
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateDatabase();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task People_are_reminded_forty_minutes_before_once()
    {
        await using var silo = await OperationsSilo.Start(_database.Address);
        await silo.Registered("E-1");
        await silo.Operation("OP-1").Plan(In(seconds: 6, commander: "E-9"), Request());
        await silo.Operation("OP-1").Assign(["E-1"], Request());
        await Reports.Until("it is set", async () => await Set() == 1);
        await Reports.Until("the notice is issued", () => Task.FromResult(Notices(silo.Commands, "OP-1") == 1));
        var notice = silo.Commands.Of("OP-1").Single(command => command.Kind == CommandKind.Notice);
        Assert.Equal([(RecipientKind.Operation, "OP-1"), (RecipientKind.Efectivo, "E-9")], notice.Recipients.Select(to => (to.Kind, to.Value)));
        var entry = Assert.Single(await Reminded("OP-1"));
        Assert.InRange(DateTime.Parse(entry, null, System.Globalization.DateTimeStyles.AdjustToUniversal), DateTime.UtcNow.AddMinutes(-1), DateTime.UtcNow);
    }

    [Fact]
    public async Task A_reminder_whose_time_came_while_all_was_down_comes_at_once_and_within_a_minute_even_if_nobody_is_woken()
    {
        var before = new CommandRecorder();
        DateTime due;
        await using (var silo = await OperationsSilo.Start(_database.Address, before))
        {
            var plan = In(seconds: 8);
            due = plan.PlannedStart.AddMinutes(-ReminderMinutes);
            await silo.Operation("OP-1").Plan(plan, Request());
            await silo.Operation("OP-2").Plan(plan, Request());
            await silo.Operation("OP-3").Plan(In(seconds: 3_600), Request());
            await Reports.Until("all are set", async () => await Set() == 3);
        }
        Assert.Empty(before.Issued);
        await Reports.Until("the time has come", () => Task.FromResult(DateTime.UtcNow > due));

        await using var back = await OperationsSilo.Start(_database.Address);
        await back.Operation("OP-1").Wake();
        await Reports.Until("the one that is woken reminds at once", () => Task.FromResult(Notices(back.Commands, "OP-1") == 1));
        await Reports.Until("the other is reminded by its reminder", () => Task.FromResult(Notices(back.Commands, "OP-2") == 1), seconds: 75);
        await Reports.Until("both reminders are over", async () => await Set() == 1, seconds: 75);
        Assert.Equal((1, 1, 0), (Notices(back.Commands, "OP-1"), Notices(back.Commands, "OP-2"), Notices(back.Commands, "OP-3")));
        Assert.Single(await Reminded("OP-1"));
        Assert.Single(await Reminded("OP-2"));
    }

    private static OperationPlan In(double seconds, string commander = "") => Of(commander, startsInHours: (ReminderMinutes * 60 + seconds) / 3_600);

    private static int Notices(CommandRecorder commands, string operation) => commands.Of(operation).Count(command => command.Kind == CommandKind.Notice);

    private Task<long> Set() => _database.Ask<long>("SELECT count(*) FROM reminders WHERE name = 'start'");

    private Task<List<string>> Reminded(string operation) =>
        _database.Lines($"SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM operation_timeline WHERE operation_id = '{operation}' AND what = 'reminded'");
}
