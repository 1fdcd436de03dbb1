namespace GrupoGad;

/// <summary>Every name under which a type or interface crosses a wire. Part of the data format: add, never change or reuse.</summary>
public static class Aliases
{
    private const string V1 = "gad.v1.";

    public const string EfectivoGrain = V1 + "efectivo";
    public const string IngestGrain = V1 + "ingest";
    public const string EfectivoDirectoryGrain = V1 + "efectivo-directory";
    public const string TrackGrain = V1 + "track";
    public const string CellGrain = V1 + "cell";
    public const string CellWatchGrain = V1 + "cell-watch";
    public const string CellSearchGrain = V1 + "cell-search";
    public const string CountCellGrain = V1 + "count-cell";
    public const string SearchGrain = V1 + "search";
    public const string CellWatcher = V1 + "cell-watcher";

    public const string GeoPoint = V1 + "GeoPoint";
    public const string GeoBounds = V1 + "GeoBounds";
    public const string CellId = V1 + "CellId";
    public const string PositionReport = V1 + "PositionReport";
    public const string Fix = V1 + "Fix";
    public const string EfectivoProfile = V1 + "EfectivoProfile";
    public const string EfectivoView = V1 + "EfectivoView";
    public const string AvailabilityChange = V1 + "AvailabilityChange";
    public const string AvailabilityAnswer = V1 + "AvailabilityAnswer";
    public const string EfectivoSummary = V1 + "EfectivoSummary";
    public const string IngestReceipt = V1 + "IngestReceipt";
    public const string TrackPage = V1 + "TrackPage";
    public const string TrackQuery = V1 + "TrackQuery";
    public const string CellMember = V1 + "CellMember";
    public const string CellMove = V1 + "CellMove";
    public const string CellSlot = V1 + "CellSlot";
    public const string CellSlotMove = V1 + "CellSlotMove";
    public const string CellBatch = V1 + "CellBatch";
    public const string CellCounts = V1 + "CellCounts";
    public const string NearestQuery = V1 + "NearestQuery";
    public const string NearestHit = V1 + "NearestHit";
    public const string AreaQuery = V1 + "AreaQuery";
    public const string AreaPage = V1 + "AreaPage";
    public const string MemberFilter = V1 + "MemberFilter";
    public const string StreamBatch = V1 + "StreamBatch";
    public const string GadUnavailableException = V1 + "GadUnavailableException";
}
