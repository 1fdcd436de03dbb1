namespace GrupoGad.Fuzz.Tests;

/// <summary>Bodies, headers and calls for help.</summary>
internal static partial class Seeds
{
    private const string Ring = "[[[0,0],[0.01,0],[0.01,0.01],[0,0.01],[0,0]]]";

    private const string Corners = """[{"latitude":-34.6,"longitude":-58.4},{"latitude":-34.6,"longitude":-58.3},{"latitude":-34.5,"longitude":-58.3}]""";

    private static readonly Dictionary<string, string[]> Beside = new()
    {
        ["body-efectivo"] =
        [
            """{"displayName":"Móvil 1","rank":"Cabo","unit":"Norte","specialties":["k9"],"skills":["medic","medic"],"jurisdiction":"Sur","contact":"+00 1","devices":["phone-1"],"superior":"E-0417"}""",
            $$$"""{"displayName":"Móvil 1","skills":["",null],"specialties":["{{{new string('x', 101)}}}"],"superior":"x"}""",
            $$$"""{"displayName":"Móvil 1","skills":[{{{string.Join(',', Enumerable.Range(0, 60).Select(i => $"\"s{i}\""))}}}]}""", """{"displayName":" "}""", "{\"displayName\":\"a\\u0000b\"}",
        ],
        ["body-operation"] =
        [
            $$$"""{"title":"Control de accesos","description":"d","type":"Patrol","priority":"High","plannedStart":"2026-12-01T08:00:00Z","plannedEnd":"2026-12-01T16:00:00-03:00","point":{"latitude":-34.6,"longitude":-58.4},"area":{{{Corners}}},"commander":"E-0417","jurisdiction":"Sur","notes":"n","wanted":3,"wantedSkill":"medic"}""",
            """{"title":"no","type":"patrol","priority":"Low","plannedStart":"2026-12-01T08:00:00Z","plannedEnd":"2026-12-01T07:00:00Z","commander":"x","wanted":101,"point":{"latitude":91},"area":[null]}""",
            """{"title":"Control","type":"Patrol","priority":"Low","plannedStart":"2026-12-01T08:00:00Z","plannedEnd":"2026-12-01T09:00:00Z","area":[null,null,{"latitude":1,"longitude":2}],"notes":7}""",
            """{"title":"Control\u0007","type":9,"priority":"None","plannedStart":"16:30"}""",
        ],
        ["body-command"] =
        [
            $$$"""{"class":"Critical","kind":"Order","text":"Corte total","recipients":[{"kind":"Efectivo","value":"E-0417"},{"kind":"Area","ring":{{{Corners}}}},{"kind":"Area","centre":{"latitude":1,"longitude":2},"radiusM":500},{"kind":"Unit","value":"Norte"}],"operationId":"OP-1","point":{"latitude":1,"longitude":2},"area":{{{Corners}}},"attachment":"doc-1","answerWithinS":60,"deadline":"2026-12-01T08:00:00Z","issuedFrom":{"latitude":1,"longitude":2}}""",
            """{"class":"Routine","kind":"Notice","text":"Aviso","recipients":[{"kind":"Efectivo","value":"x"},{"kind":"Area"},null],"operationId":"x","answerWithinS":-1}""",
            """{"class":"Routine","kind":"Notice","text":"Aviso","recipients":[{"kind":"Area","centre":{"latitude":1,"longitude":2}}]}""", """{"class":"Routine","kind":"Notice","text":"Aviso","recipients":[{"kind":"Area"}]}""",
            """{"class":"Routine","kind":"Notice","text":"Aviso","recipients":[{"kind":"Efectivo","value":"e"}]}""", """{"class":"Routine","kind":"Notice","text":"","recipients":[]}""",
            """{"requestId":"move-0001","reason":"fue otro","force":true}""", """{"requestId":"assign-0001","efectivos":["E-0417",null],"recommendationId":"r-1","overrule":true,"reason":"es el más cercano"}""",
            """{"availability":"OnTask","reason":"ronda"}""", """{"operationId":"OP-1"}""", """{"everyS":900}""", """{"reason":"\u0000","requestId":""}""", "{}", "null", "[", """{"everyS":"900"}""",
        ],
        ["body-fence"] =
        [
            $$$"""{"name":"Plaza","geometry":{"type":"Polygon","coordinates":{{{Ring}}}},"owner":{"kind":"Operation","code":"OP-1"},"schedule":{"timeZone":"America/Argentina/Buenos_Aires","windows":[{"day":"Monday","from":"22:00","to":"24:00"},null],"from":"2026-12-01T08:00:00Z","until":"2026-12-02T08:00:00Z"},"filter":{"availabilities":["Available"],"units":["Norte"],"skill":"medic","efectivos":["E-0417"]},"watch":{"enter":true,"exit":true,"cross":true,"dwellAfterS":60,"voidBelow":1,"crowdAbove":10,"speedAboveMps":30.5,"deviation":false},"reaction":{"on":["Enter"],"class":"Critical","kind":"Order","text":"Vaya","recipients":[{"kind":"Efectivo","value":"*"},{"kind":"Unit","value":"Norte"}]},"jurisdiction":"Sur","notes":"n"}""",
            $$$"""{"name":"Plaza","geometry":{"type":"MultiPolygon","coordinates":[{{{Ring}}},[[[1,0],[1.01,0],[1.01,0.01],[1,0]]]]},"radiusM":5}""",
            $$$"""{"name":"Plaza","geometry":{"type":"MultiPolygon","coordinates":[{{{Ring}}},[[[1,0],[1.01,0],[1.01,0.01],[1,0]]]]},"watch":{"enter":true}}""",
            """{"name":"Ruta","geometry":{"type":"LineString","coordinates":[[0,0],[0.1,0.1]]},"radiusM":50,"owner":{"kind":"Standing","code":"x"}}""",
            """{"name":"Ruta","geometry":{"type":"LineString","coordinates":[[0,0],[0.1,0.1]]},"radiusM":50,"watch":{"enter":true}}""",
            """{"name":"Circulo","geometry":{"type":"Point","coordinates":[0,0]},"radiusM":50,"watch":{"enter":true}}""",
            """{"name":"Movil","radiusM":50,"owner":{"kind":"Efectivo","code":"E-0417"}}""", """{"name":"Movil","radiusM":50,"owner":{"kind":"Efectivo","code":"x"},"watch":{"dwellAfterS":0}}""",
            $$$"""{"name":"P","geometry":{"type":"Polygon","coordinates":{{{Ring}}}},"watch":{"dwellAfterS":-5}}""", $$$"""{"name":"P","geometry":{"type":"Polygon","coordinates":{{{Ring}}}},"filter":{"efectivos":["x"]}}""",
            $$$"""{"name":"P","geometry":{"type":"Polygon","coordinates":{{{Ring}}}},"reaction":{"on":[],"recipients":[]}}""", $$$"""{"name":"P","geometry":{"type":"Polygon","coordinates":{{{Ring}}}},"schedule":{"windows":[{"day":"Friday","from":"25:00","to":"x"}]}}""",
            $$$"""{"name":"P","geometry":{"type":"Polygon","coordinates":{{{Ring}}}},"schedule":{"windows":[{{{string.Join(',', Enumerable.Repeat("null", 101))}}}]},"filter":{"units":[{{{string.Join(',', Enumerable.Repeat("\"u\"", 101))}}}],"efectivos":[{{{string.Join(',', Enumerable.Repeat("\"E-1\"", 501))}}}]}}""",
        ],
        ["body-duty"] =
        [
            """{"from":"2026-12-01T00:00:00Z","to":"2026-12-08T00:00:00Z","timeZone":"UTC","shifts":[{"start":"2026-12-01T08:00","end":"2026-12-01T16:00:00","timeZone":"Europe/Madrid","note":"n"},null],"reason":"r","force":true}""",
            """{"from":"2026-12-01T00:00:00Z","to":"2026-12-08T00:00:00Z","shifts":[{"start":"2026-12-01T08:00","end":"2026-12-01T16:00"}]}""",
            """{"kind":"Vacation","start":"2026-10-25T02:30+01:00","end":"2026-10-26T02:30","timeZone":"Europe/Madrid","note":"n","reason":"r"}""", """{"kind":"None","start":"soon"}""",
        ],
        ["body-webhook"] =
        [
            """{"url":"https://example.test/hook","kinds":["Enter","Exit","Enter"],"fences":["PLAZA","PLAZA"],"paused":false}""", """{"url":"","kinds":["Nothing"],"fences":[null,"x y"]}""", """{"url":"u\u0007","fences":["x y"]}""",
            $$$"""{"url":"https://example.test","fences":[{{{string.Join(',', Enumerable.Repeat("\"F-1\"", 501))}}}]}""",
        ],
        ["body-run-plan"] = ["""{"levels":[{"needs":[{"skill":"medic","count":2},null]},null]}""", """{"levels":null}""", """{"levels":[{"needs":7}]}"""],
        ["body-route"] =
        [
            """{"efectivoId":"E-0417","stops":[{"id":"a","point":{"latitude":1,"longitude":2},"serviceS":60,"from":"2026-12-01T08:00:00Z","to":"2026-12-01T09:00:00Z"},{"point":{"latitude":1,"longitude":2}}],"leaveAt":"2026-12-01T08:00:00-03:00","returnToStart":true}""",
            """{"efectivoId":"x","start":{"latitude":1,"longitude":2},"stops":[null,{"id":""}]}""", """{"start":{"latitude":1,"longitude":2},"stops":[]}""", """{"start":{"latitude":1,"longitude":2},"stops":[{"id":"a"}]}""",
        ],
        ["body-dispatch"] =
        [
            """{"count":2,"skills":["medic","k9"],"maxTravelS":600,"anyJurisdiction":true,"alarmLevel":1}""", $$$"""{"skills":[{{{string.Join(',', Enumerable.Repeat("\"s\"", 12))}}}]}""",
            """{"operations":[{"operationId":"OP-1","count":1,"skill":"medic","alarmLevel":2}],"anyJurisdiction":false}""", """{"operations":[null,{"operationId":"x"}]}""", """{"operations":[]}""",
        ],
        ["body-area"] =
        [
            $$$"""{"area":{"type":"Polygon","coordinates":{{{Ring}}}},"from":"2026-11-29T08:00:00Z","to":"2026-11-29T16:00:00Z","level":16,"efectivos":["E-0417","E-0418"]}""",
            $$$"""{"area":{"type":"MultiPolygon","coordinates":[{{{Ring}}}]},"from":"2026-11-29T08:00:00Z","to":"2026-11-28T16:00:00Z","level":9,"efectivos":["x",null]}""",
            """{"area":{"type":"Point","coordinates":[0,0]},"from":"2026-11-01T08:00:00Z","to":"2026-11-28T16:00:00Z","efectivos":[]}""", """{"area":null,"efectivos":["x"]}""",
            $$$"""{"area":{"type":"Polygon","coordinates":[[{{{string.Join(',', Enumerable.Range(0, 1_200).Select(i => $"[{i / 100.0:0.00},{i % 7}]"))}}},[0,0]]]},"from":"2026-11-29T08:00:00Z","to":"2026-11-29T16:00:00Z","efectivos":["E-0417"]}""",
        ],
        ["merge-patch"] =
        [
            """{"title":"Otro título","type":"Patrol","priority":"Low","plannedStart":"2026-12-01T08:00:00Z","plannedEnd":"2026-12-01T16:00:00Z","point":{"latitude":-34.6,"longitude":null},"area":[],"notes":null}""",
            """{"title":"Otro título","type":"Patrol","priority":"Low","plannedStart":"2026-12-01T08:00:00Z","plannedEnd":"2026-12-01T16:00:00Z","commander":"E-0417"}""",
            """{"titel":"Otro"}""", """{"rank":"a","Title":"b","title":"c"}""", """{"point":{"Latitude":1,"latitude":2}}""", """{"area":{"0":1},"point":7}""", "[]", "{",
        ],
        ["distress"] =
        [
            """{"alarmId":"panic-0001","position":{"latitude":-34.6,"longitude":-58.4},"at":"2026-11-30T11:59:00Z"}""", """{"alarm_id":12345678901,"position":null,"at":null}""",
            """{"alarmId":"short","position":{"latitude":"-34.6"},"at":"now","note":"\ud800"}""", """{"alarmId":null,"position":[1],"at":7}""", "[]", "ayuda!", """{"alarmId":"panic-0001","position":""", "",
            """{"panic":{"alarmId":"panic-0001"}}""", """{"panic":{"alarmId":"panic-0001"},"checkIn":{},"x":1}""", """{"check_in":{}}""", """{"panic":false}""", """{panic: {alarmId:'panic-0001'""", "2\u000apanic-0001", """{"panic":7}""", """{"positions":{"panic":{}""",
            $$$"""{{{{string.Join(',', Enumerable.Range(0, 20).Select(i => $"\"x{i}\":{i}"))}}}}""",
        ],
        ["osmand-sos"] =
        [
            """{"device_id":"E-0417","alarm":"sos","location":{"coords":{"latitude":-34.602,"longi""", """[{"device_id":"E-0417","alarm":"sos"},{"x":[1,2""", """{"alarm":"sos","device_id":"E-0417"} oops""",
            "id=e-0417&lat=-34.6&lon=-58.4&timestamp=1796000000&alarm=sos", "deviceid=E-0417&location=-34.6,-58.4&alarm=lowBattery,SOS", "id=E-0417&alarm=powerOn", "alarm=sos", "id=x&alarm=sos", "id=E-0417&location=x&alarm=sos",
            """{"device_id":"E-0417","alarm":"sos","location":{"coords":{"latitude":-34.602,"longitude":-58.4}}}""",
            """{"device_id":"E-0417","location":{"extras":{"alarm":"sos"},"timestamp":1796000000,"coords":{"latitude":-34.602,"longitude":-58.4}}}""",
            """{"device_id":"E-0417","timestamp":"2026-11-30T12:00:00Z","location":[{"coords":{"latitude":-34.601,"longitude":-58.4}},{"extras":{"alarm":"sos"},"coords":{"latitude":-34.602}}]}""",
            """[{"device_id":"E-0417","alarm":"powerOn"},{"device_id":417,"alarm":"sos","timestamp":"\ud800"}]""", """{"device_id":"E-0417","alarm":"sos","location":[]}""", """{"device_id":null,"alarm":["sos"],"location":null}""", "{", "5",
        ],
        ["if-match"] = ["\"7\"", "*", "\"7.3f9a\", \"9\"", "W/\"7\"", "\n*", "\n\"7\"", "\nW/\"7.a\", \"x\"", "\"7\"\n\"7\"", "7", "\"7", "*, \"7\"", "", "\n7", "\n\"7.0b9d60\""],
        ["questions"] =
        [
            "t=2026-11-30T11:00:00Z&id=E-0417&from=2026-11-29T12:00:00Z&to=2026-11-30T11:00:00Z&bbox=-58.6,-34.8,-58.2,-34.5&limit=10&format=geojson&fence=PLAZA&efectivo=E-0417&operation=OP-1&kind=Enter,Exit&before=7&lat=-34.6&lon=-58.4&n=5&maxDistanceM=500&skill=medic&cursor=&availability=Available&freshness=Stale",
            "t=2026-11-30T11:00:00Z&id=E-0417&bbox=-58.6,-34.8,-58.2,-34.5&lat=-34.6&lon=-58.4", "t=2027-01-01T00:00:00Z&id=x&from=2026-11-30T12:00:00Z&to=2026-11-29T12:00:00Z&limit=0&format=xml&cursor=x|y&before=x", "from=2026-01-01T00:00:00Z&to=9999-06-01T00:00:00Z&before=99999999999999999999",
            "t=2026-11-30T11:00:00Z&id=E-0417&from=2026-01-01T00:00:00Z&bbox=1,2,3&skill=", "t=2026-11-30T11:00:00Z&id=E-0417&to=0001-01-01T00:00:00Z",
        ],
        ["subprotocols"] = ["gad.v1.protobuf,bearer.eyJ.eyJ.sig", "bearer.", "gad.v1.json"],
    };
}
