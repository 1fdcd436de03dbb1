namespace GrupoGad;

/// <summary>Marks a call that a gateway sends again because the first one was not answered. The result of the first one may be stored already.</summary>
public static class RepeatedCall
{
    private const string Key = "gad.repeated";

    /// <summary>The call that is being answered is one.</summary>
    public static bool IsThis => RequestContext.Get(Key) is true;

    /// <summary>The calls that this flow makes from now on are.</summary>
    public static void Mark() => RequestContext.Set(Key, true);
}
