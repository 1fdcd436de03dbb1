using GrupoGad.WebFrontend.Efectivos;

namespace GrupoGad.WebFrontend.Fences;

/// <summary>The code by which a fence is known, e.g. <c>ZONA-CENTRO</c>. It is spelled like that of an efectivo.</summary>
internal static class FenceCode
{
    public const string Rule = EfectivoCode.Rule;

    public static bool IsValid(string? code) => EfectivoCode.IsValid(code);
}
