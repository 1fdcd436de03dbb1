using System.Globalization;

namespace GrupoGad.Alarms;

/// <summary>When a check-in is due, when it was missed, and when that is an alarm. Pure.</summary>
internal static class WelfareRules
{
    /// <summary>Misses in a row that raise an alarm; and again after as many more.</summary>
    public const int MissesOfAlarm = 2;

    public static readonly TimeSpan EveryMin = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan EveryMax = TimeSpan.FromHours(24);

    public static bool IsInRange(TimeSpan every) => every == TimeSpan.Zero || (every >= EveryMin && every <= EveryMax);

    /// <summary>A new period restarts the clock; the same one again changes nothing, so that a retry forgives no miss. Zero stops it.</summary>
    public static WelfareState Set(WelfareState state, TimeSpan every, string actor, DateTime now)
    {
        if (every == state.Every)
        {
            return state;
        }
        return state with { Every = every, DueAt = every == TimeSpan.Zero ? null : now + every, Missed = 0, Actor = actor, Version = state.Version + 1 };
    }

    /// <summary>
    /// Whether another writer has changed it since it was read. A period that was never set may be created, also with the expected version 0.
    /// </summary>
    public static bool RefusesVersion(WelfareState state, TimeSpan every, Expected expected) =>
        expected.Against(state is { Version: 0, Every.Ticks: 0 } && expected.What == Expectation.Nothing ? null : state.Version, same: state.Every == every) != Mismatch.None;

    /// <summary>The efectivo is well. An alarm that is open stays until a person ends it.</summary>
    public static WelfareState CheckIn(WelfareState state, DateTime now) => state with
    {
        DueAt = state.DueAt is null ? null : now + state.Every, Missed = 0, LastCheckIn = now,
    };

    /// <summary>
    /// Looks at the clock. A due time that passed counts as one miss, however late the look is, because no check-in was possible while no look was.
    /// Off duty nothing is missed, and the clock goes on with the next period.
    /// </summary>
    public static WelfareState Look(WelfareState state, bool offDuty, DateTime now)
    {
        if (state.DueAt is not { } due || now < due)
        {
            return state;
        }
        var next = due + state.Every > now ? due + state.Every : now + state.Every;
        if (offDuty)
        {
            return state with { DueAt = next, Missed = 0 };
        }
        var missed = state.Missed + 1;
        var looked = state with { DueAt = next, Missed = missed };
        return missed % MissesOfAlarm == 0 ? looked with { OwedAlarm = AlarmIdOf(due), OwedAt = due } : looked;
    }

    public static WelfareState AlarmRaised(WelfareState state) => state with { OwedAlarm = "" };

    /// <summary>The same in every activation that looks at the same due.</summary>
    private static string AlarmIdOf(DateTime due) => "check-in-" + due.ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
}
