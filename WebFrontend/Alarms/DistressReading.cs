using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GrupoGad.Alarms;
using GrupoGad.Geo;
using GrupoGad.WebFrontend.Commands.Sessions;
using GrupoGad.WebFrontend.Hosting;
using GrupoGad.WebFrontend.Places;
using GrupoGad.WebFrontend.Times;
using AlarmKind = GrupoGad.Alarms.AlarmKind;

namespace GrupoGad.WebFrontend.Alarms;

/// <summary>A call for help as it is understood. Parts that make no sense are left out and reported. Nothing here refuses.</summary>
internal sealed class DistressReading(DateTime now)
{
    public const string PlaceRule = PointItem.Rule + ", both, and not 0,0: left out, the last position counts";
    public const string MemberRule = "alarmId, position or at: left out";
    private const string IdRule = CommandId.Rule + ": one was made of it";
    private const string TimeRule = InstantText.Rule + ", of the last 24 hours: left out, now counts";

    /// <summary>Most left-out parts that are reported; there may be any number.</summary>
    private const int LeftOutMax = 16;

    private static readonly TimeSpan AgeMax = TimeSpan.FromHours(24);

    /// <summary>Clocks of phones are ahead by as much and are meant well.</summary>
    private static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(5);

    /// <summary>An id of no use names the same press for so long; later it is another call, which must ring.</summary>
    private static readonly TimeSpan SamePress = TimeSpan.FromMinutes(10);

    private readonly List<Refusal> _leftOut = [];
    private string _alarmId = "";
    private GeoPoint? _point;
    private DateTime? _at;

    /// <summary>The id as the caller named it, to be answered with; empty: it named none.</summary>
    public string NamedId { get; private set; } = "";

    public IReadOnlyList<Refusal> LeftOut => _leftOut;

    public void LeaveOut(string field, string? value, string rule)
    {
        if (_leftOut.Count < LeftOutMax)
        {
            _leftOut.Add(new Refusal(field, value, rule));
        }
    }

    public void Named(string? id)
    {
        (NamedId, _alarmId) = (id ?? "", id ?? "");
        if (!CommandId.IsValid(id) && !string.IsNullOrEmpty(id))
        {
            LeaveOut("alarmId", id, IdRule);
            var press = (now.Ticks / SamePress.Ticks).ToString(CultureInfo.InvariantCulture);
            _alarmId = "made-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(press + id)))[..32];
        }
    }

    public void At(GeoPoint point, string asSaid)
    {
        if (point.IsMeant)
        {
            _point = point;
        }
        else
        {
            LeaveOut("position", asSaid, PlaceRule);
        }
    }

    public void Said(DateTime? at, string? asSaid)
    {
        if (at is { } time && time <= now + AheadMax && time >= now - AgeMax)
        {
            _at = time;
        }
        else
        {
            LeaveOut("at", asSaid, TimeRule);
        }
    }

    public RaiseAlarm ToAlarm(string actor)
    {
        if (_alarmId.Length == 0)
        {
            // Without an id, a retry cannot be distinguished from a new press. The alarm rings.
            LeaveOut("alarmId", null, IdRule);
            _alarmId = "made-" + Guid.NewGuid().ToString("N");
        }
        return new RaiseAlarm { AlarmId = _alarmId, Kind = AlarmKind.Panic, Point = _point, At = _at ?? now, IsAtSaid = _at is not null, Actor = actor };
    }
}
