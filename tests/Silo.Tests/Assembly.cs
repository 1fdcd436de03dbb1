[assembly: AssemblyFixture(typeof(GrupoGad.Silo.Tests.PostGisServer))]
