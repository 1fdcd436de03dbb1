namespace GrupoGad.Silo.Hosting;

internal static class LoginPage
{
    public const string Html = """
        <!doctype html><html lang="es"><meta charset="utf-8"><title>GRUPO_GAD</title>
        <form method="post" action="/login">
          <p>Token de administrador · <span lang="en">Administrator's token</span></p>
          <textarea name="token" rows="6" cols="60" required></textarea>
          <p><button>Entrar · <span lang="en">Log in</span></button></p>
        </form></html>
        """;
}
