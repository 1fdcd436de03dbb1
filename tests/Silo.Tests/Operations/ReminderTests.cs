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
        // It is gone again when it has come.
        await Reports.Until("it is set", async () => await Set() == 1 || Notices(silo.Commands, "OP-1") > 0);
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
        await using (var silo = await OperationsSilo.Start(_database.Address, before))
        {
            foreach (var id in new[] { "OP-1", "OP-2", "OP-3" })
            {
                await silo.Operation(id).Plan(In(seconds: 3_600), Request());
            }
            await Reports.Until("all are set", async () => await Set() == 3);
        }
        Assert.Empty(before.Issued);
        // The hour passes for two of them: by the tables, for nobody knows how long a silo takes to go.
        await _database.Run("""
            UPDATE reminders SET start_at = start_at - interval '1 hour' WHERE grain_id ~ 'OP-[12]$';
            UPDATE grain_states SET document = jsonb_set(document, '{remindAt}', to_jsonb((document ->> 'remindAt')::timestamptz - interval '1 hour'))
                WHERE state_name = 'operation' AND key IN ('OP-1', 'OP-2')
            """);
        Assert.Equal(2L, await _database.Ask<long>("SELECT count(*) FROM reminders WHERE start_at < now()"));

        await using var back = await OperationsSilo.Start(_database.Address);
        await back.Operation("OP-1").Wake();
        await Reports.Until("the one that is woken reminds at once", () => Task.FromResult(Notices(back.Commands, "OP-1") == 1));
        await Reports.Until("the other is reminded by its reminder", () => Task.FromResult(Notices(back.Commands, "OP-2") == 1), seconds: 150);
        await Reports.Until("both reminders are over", async () => await Set() == 1, seconds: 150);
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
