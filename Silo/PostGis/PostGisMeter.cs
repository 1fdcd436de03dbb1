namespace GrupoGad.Silo.PostGis;

/// <summary>One meter for all that is measured of PostGIS as a system: indexes, pools, views, the truth check.</summary>
public static class PostGisMeter
{
    public const string Name = "GrupoGad.PostGis";
}
