using GrupoGad.Alarms;
using GrupoGad.Boards;
using GrupoGad.Recovery;
using GrupoGad.Silo.PostGis.ReadModels;
using Microsoft.Extensions.Options;

namespace GrupoGad.Silo.PostGis.Alarms;

/// <summary>Alarms to send to boards after a recovery: open ones, and those that ended so recently that a board may not have received it.</summary>
internal sealed class AlarmRecovery(StoredKeys stored, IOptions<BoardOptions> boards) : IPendingWork
{
    private const string Told = """
        SELECT efectivo_id FROM alarms WHERE cancelled_at IS NULL
        UNION SELECT efectivo_id FROM alarms WHERE cancelled_at > now() - make_interval(secs => $1)
        """;

    public string Kind => "alarms";

    public TimeSpan? Every => TimeSpan.FromSeconds(10);

    public IAsyncEnumerable<string> Keys(CancellationToken cancellation) => stored.Read(Told, cancellation, (double)boards.Value.KeepClosedS);

    public ValueTask Wake(IGrainFactory grains, string key, CancellationToken cancellation) => grains.GetGrain<IAlarmGrain>(key).Wake(cancellation);
}
