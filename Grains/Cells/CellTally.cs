using GrupoGad.Efectivos;
using GrupoGad.Geo;

namespace GrupoGad.Cells;

/// <summary>Counts a cell's members by availability, with their centre, as they come, move and go.</summary>
internal sealed class CellTally
{
    private readonly int[] _counts = new int[5];
    private double _latitudes;
    private double _longitudes;

    public int Total => _counts[1] + _counts[2] + _counts[3] + _counts[4];

    public void Add(Availability availability, GeoPoint point) => Change(availability, point, 1);

    public void Remove(Availability availability, GeoPoint point) => Change(availability, point, -1);

    public CellCounts ToCounts(string cell) => new()
    {
        Cell = cell,
        Available = _counts[(int)Availability.Available],
        OnTask = _counts[(int)Availability.OnTask],
        OffDuty = _counts[(int)Availability.OffDuty],
        Unavailable = _counts[(int)Availability.Unavailable],
        Latitude = Total == 0 ? 0 : _latitudes / Total,
        Longitude = Total == 0 ? 0 : _longitudes / Total,
    };

    private void Change(Availability availability, GeoPoint point, int by)
    {
        _counts[(int)availability] += by;
        _latitudes += by * point.Latitude;
        _longitudes += by * point.Longitude;
        if (Total == 0)
        {
            (_latitudes, _longitudes) = (0, 0); // So that rounding does not add up for ever.
        }
    }
}
