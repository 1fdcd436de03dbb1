namespace GrupoGad;

/// <summary>Marks a call that a gateway sends again because nobody answered the first one: what that one asked for may be there already.</summary>
public static class RepeatedCall
{
    private const string Key = "gad.repeated";

    /// <summary>The call that is being answered is one.</summary>
    public static bool IsThis => RequestContext.Get(Key) is true;

    /// <summary>The calls that this flow makes from now on are.</summary>
    public static void Mark() => RequestContext.Set(Key, true);
}
