// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/deriveparams.h"
#include "model/params/fieldform.h"
#include "model/params/fieldoptions.h"
#include "model/params/pointcloudparams.h"
#include "model/params/rasterpyramidparams.h"
#include "model/params/styledpyramidparams.h"
#include "model/params/vectorintegrationparams.h"
#include "model/params/vectorpyramidparams.h"
#include "support/testsupport.h"

#include <cmath>

using namespace tuilerie;
using namespace Qt::StringLiterals;

namespace {

/// Another value than the default, within the field's range.
FieldValue otherValue(const FieldInfo &info, const FieldValue &byDefault)
{
    const auto other = [&info](const auto &held) -> FieldValue {
        using Type = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Type, bool>)
            return !held;
        else if constexpr (std::is_same_v<Type, int>)
            return held == int(info.high) ? int(info.low) : int(info.high);
        else if constexpr (std::is_same_v<Type, double>)
            return held == 0.1234567890123 ? 0.5 : 0.1234567890123; // more digits than six
        else if constexpr (std::is_same_v<Type, QString>)
            return !info.words.isEmpty() ? (held == info.words.last() ? info.words.first() : info.words.last())
                : info.isNumberList      ? u"-9999,1.5"_s
                                         : u"été 3"_s;
        else if constexpr (std::is_same_v<Type, QStringList>)
            return QStringList{u"a, b"_s, u"--c"_s};
        else if constexpr (std::is_same_v<Type, QList<int>>)
            return QList<int>{int(info.low), int(info.high)};
        else
            return QJsonArray{QJsonObject{{u"table"_s, u"t"_s}}, QJsonObject{{u"table"_s, u"u"_s}}};
    };
    return std::visit(other, byDefault);
}

template <typename Params> Params withAllChanged()
{
    Params params;
    for (const Field<Params> &field : Params::fields())
        if (!field.set(params, otherValue(field.info, field.get(Params()))))
            qFatal("%s cannot be set", field.info.name);
    return params;
}

/// What no field of this type may be.
QJsonValue wrongValue(const FieldInfo &info, const FieldValue &byDefault)
{
    if (std::holds_alternative<QString>(byDefault))
        return info.words.isEmpty() ? QJsonValue(QJsonArray{true}) : QJsonValue(u"gold"_s);
    return std::holds_alternative<QStringList>(byDefault) ? QJsonValue(QJsonArray{7}) : QJsonValue(u"gold"_s);
}

/// As much of JSON Schema as the forms use.
bool validates(const QJsonValue &value, const QJsonObject &schema)
{
    const QString type = schema.value(u"type"_s).toString();
    if (type == "array"_L1) {
        const QJsonArray array = value.toArray();
        const QJsonObject items = schema.value(u"items"_s).toObject();
        return value.isArray()
            && std::all_of(array.begin(), array.end(), [&](const QJsonValue &item) { return validates(item, items); });
    }
    if (schema.contains(u"enum"_s) && !schema.value(u"enum"_s).toArray().contains(value))
        return false;
    if (type == "string"_L1)
        return value.isString();
    if (type == "boolean"_L1)
        return value.isBool();
    if (type == "object"_L1)
        return value.isObject();
    const double number = value.toDouble(std::nan(""));
    return (type == "number"_L1 || (type == "integer"_L1 && number == std::floor(number)))
        && number >= schema.value(u"minimum"_s).toDouble() && number <= schema.value(u"maximum"_s).toDouble();
}

QString said(const Error &error)
{
    return error.code == ErrorCode::Invalid ? error.message : u"another error: "_s + error.message;
}

template <typename Params> void checkJson()
{
    const Params changed = withAllChanged<Params>();
    const auto back = Params::fromJson(changed.toJson());
    VERIFY_OK(back);
    QVERIFY(*back == changed);
    QCOMPARE(changed.toJson().size(), qsizetype(Params::fields().size())); // nothing is left out
    const auto plain = Params::fromJson(Params().toJson());
    if (!std::is_same_v<Params, VectorTableParams>) {
        VERIFY_OK(plain);
        QVERIFY(*plain == Params());
    }
    QVERIFY(writeFields(Params(), JsonPart::Chosen).isEmpty());
    for (const Field<Params> &field : Params::fields()) {
        const QString name = QLatin1String(field.info.name);
        Params one;
        const auto nothing = readFields({{name, QJsonValue()}}, one);
        QVERIFY2(nothing && one == Params(), field.info.name); // null is not said
        const QJsonValue wrong = wrongValue(field.info, field.get(Params()));
        const auto refused = readFields({{name, wrong}}, one);
        if (wrong.isArray() && std::holds_alternative<QString>(field.get(Params())) && field.info.isNumberList)
            continue;
        QVERIFY2(!refused, field.info.name);
        QVERIFY2(said(refused.error()).contains(u"“%1”"_s.arg(name)), qPrintable(refused.error().message));
        QVERIFY2(said(refused.error()).contains(wrong.isString() ? u"“gold”"_s : u"["_s), qPrintable(said(refused.error())));
        for (const QString &word : field.info.words) {
            QVERIFY2(said(refused.error()).contains(word), qPrintable(said(refused.error())));
            for (const QString &spelled : {word, word.toLower(), word.toUpper()}) {
                VERIFY_OK(readFields({{name, spelled}}, one));
                QCOMPARE(std::get<QString>(field.get(one)), word);
            }
        }
        // What is near to a name is asked about.
        const auto unknown = Params::fromJson({{name + u'x', 1}});
        QVERIFY2(!unknown, field.info.name);
        QVERIFY2(said(unknown.error()).contains(u"“%1”"_s.arg(name)), qPrintable(said(unknown.error())));
    }
    const auto nowhere = Params::fromJson({{u"zzzzzzzzzzzz"_s, 1}});
    QVERIFY(!nowhere && said(nowhere.error()).contains("zzzzzzzzzzzz"_L1));
}

template <typename Params> void checkRanges()
{
    for (const Field<Params> &field : Params::fields()) {
        const FieldValue byDefault = field.get(Params());
        const bool isList = std::holds_alternative<QList<int>>(byDefault), isWhole = std::holds_alternative<int>(byDefault);
        if (!isList && !isWhole && !std::holds_alternative<double>(byDefault))
            continue;
        const QString name = QLatin1String(field.info.name);
        const double low = field.info.low, high = field.info.high;
        QVERIFY2(low < high, field.info.name);
        const auto read = [&](const QJsonValue &value) {
            Params params;
            return readFields({{name, isList ? QJsonValue(QJsonArray{value}) : value}}, params);
        };
        QVERIFY2(read(low) && read(high) && read(QString::number(high, 'g', 17)), field.info.name);
        const double step = isWhole || isList ? 1 : (high - low) * 1e-12 + 1e-12;
        std::vector<QJsonValue> wrong{low - step, high + step * 2, std::nan(""), u""_s, true};
        if (isWhole || isList)
            wrong.push_back(low + 0.5);
        for (const QJsonValue &value : wrong) {
            const auto refused = read(value);
            QVERIFY2(!refused, qPrintable(name + u' ' + value.toVariant().toString()));
            const QString sentence = said(refused.error());
            for (const QString &part : {u"“%1”"_s.arg(name), QString::number(low, 'g', 12), QString::number(high, 'g', 12)})
                QVERIFY2(sentence.contains(part), qPrintable(sentence));
        }
    }
}

template <typename Params> void checkOptions(FieldScope scope)
{
    QCommandLineParser parser;
    QStringList named;
    addOptions<Params>(parser, scope, named);
    QCOMPARE(named, optionsOf<Params>(scope));
    const QString help = parser.helpText();
    const auto readBack = [&](const Params &params) -> Result<Params> {
        QStringList arguments{u"program"_s}, written;
        appendOptions(arguments, params, scope, written);
        QCommandLineParser again;
        QStringList added;
        addOptions<Params>(again, scope, added);
        if (!again.parse(arguments))
            return fail(ErrorCode::Internal, again.errorText());
        Params back;
        TUILERIE_CHECK(readOptions(again, back, scope));
        return back;
    };
    Params all;
    for (const Field<Params> &field : Params::fields()) {
        if (!hasOption(field.info, scope))
            continue;
        QVERIFY2(help.contains(u"--"_s + QLatin1String(field.info.option)), field.info.option);
        const FieldValue other = otherValue(field.info, field.get(Params()));
        Params one;
        VERIFY_OK(field.set(one, other));
        VERIFY_OK(field.set(all, other));
        const auto back = readBack(one);
        VERIFY_OK(back);
        QVERIFY2(*back == one, field.info.option);
        if (std::holds_alternative<bool>(other) || std::holds_alternative<QStringList>(other)
            || (std::holds_alternative<QString>(other) && field.info.words.isEmpty() && !field.info.isNumberList))
            continue;
        QCommandLineParser wrong;
        QStringList added;
        addOptions<Params>(wrong, scope, added);
        QVERIFY(wrong.parse({u"program"_s, u"--"_s + QLatin1String(field.info.option), u"gold"_s}));
        Params params;
        const auto refused = readOptions(wrong, params, scope);
        QVERIFY2(!refused, field.info.option);
        QVERIFY2(
            said(refused.error()).startsWith(u"--"_s + QLatin1String(field.info.option)), qPrintable(said(refused.error())));
        QVERIFY2(said(refused.error()).contains("gold"_L1), qPrintable(said(refused.error())));
    }
    const auto back = readBack(all);
    VERIFY_OK(back);
    QVERIFY(*back == all);
}

template <typename Params> void checkForm()
{
    const std::vector<ProcessingParameter> form = describedFields<Params>();
    // What has an option elsewhere, or is the platform's alone.
    const QStringList without{u"composition"_s, u"update"_s, u"delete"_s};
    size_t shown = 0;
    for (const Field<Params> &field : Params::fields()) {
        const QString name = QLatin1String(field.info.name);
        const auto found = std::find_if(form.begin(), form.end(), [&](const auto &entry) { return entry.name == name; });
        QCOMPARE(found == form.end(), field.info.scope == FieldScope::Here);
        if (found == form.end())
            continue;
        ++shown;
        QVERIFY2(!found->description.isEmpty(), field.info.name);
        QVERIFY2(field.info.option || without.contains(name), field.info.name);
        if (!found->defaultValue.isUndefined())
            QVERIFY2(validates(found->defaultValue, found->constraints), field.info.name);
        QVERIFY2(validates(writeValue(field.info, otherValue(field.info, field.get(Params()))), found->constraints),
            field.info.name);
        QVERIFY2(!validates(QJsonValue(), found->constraints), field.info.name);
        // A server that is told the form's defaults does what one does that is told nothing.
        Params params;
        if (!found->defaultValue.isUndefined())
            VERIFY_OK(readFields({{name, found->defaultValue}}, params));
        QVERIFY2(params == Params(), field.info.name);
    }
    QCOMPARE(form.size(), shown);
}

template <typename Params> void checkTable(const char *what)
{
    if (what == QByteArray("json"))
        checkJson<Params>();
    else if (what == QByteArray("ranges"))
        checkRanges<Params>();
    else if (what == QByteArray("form"))
        checkForm<Params>();
    else
        checkOptions<Params>(what == QByteArray("options here") ? FieldScope::Here : FieldScope::Service);
}

} // namespace

/// Every field of every table, in every form that is made from it.
class FieldTablesTest : public QObject
{
    Q_OBJECT

private slots:
    void tables_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("what");
        for (const char *table : {"raster", "vector", "styled", "cloud", "derive", "integration"})
            for (const char *what : {"json", "ranges", "options here", "options of a server", "form"})
                QTest::addRow("%s %s", table, what) << QByteArray(table) << QByteArray(what);
        QTest::newRow("table of a vector pyramid") << QByteArray("entry") << QByteArray("json");
    }

    void tables()
    {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, what);
        if (table == "raster")
            checkTable<RasterPyramidParams>(what);
        else if (table == "vector")
            checkTable<VectorPyramidParams>(what);
        else if (table == "styled")
            checkTable<StyledPyramidParams>(what);
        else if (table == "cloud")
            checkTable<PointCloudParams>(what);
        else if (table == "derive")
            checkTable<DeriveParams>(what);
        else if (table == "integration")
            checkTable<VectorIntegrationParams>(what);
        else
            checkJson<VectorTableParams>();
    }

    void sentencesSayWhatIsAllowed_data()
    {
        QTest::addColumn<QJsonObject>("json");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("whole") << QJsonObject{{u"width"_s, u"wide"_s}}
                               << u"The parameter “width” must be a whole number from 1 to 256, not “wide”."_s;
        QTest::newRow("truth") << QJsonObject{{u"mask"_s, 3}} << u"The parameter “mask” must be true or false, not “3”."_s;
        QTest::newRow("word") << QJsonObject{{u"interpolation"_s, u"magic"_s}}
                              << u"The parameter “interpolation” must be nn, linear, bicubic or lanczos, not “magic”."_s;
        QTest::newRow("unknown") << QJsonObject{{u"interpolaton"_s, u"nn"_s}}
                                 << u"There is no parameter “interpolaton”. Did you mean “interpolation”?"_s;
    }

    void sentencesSayWhatIsAllowed()
    {
        QFETCH(QJsonObject, json);
        const auto refused = RasterPyramidParams::fromJson(json);
        QVERIFY(!refused);
        QTEST(refused.error().message, "sentence");
    }

    void otherPlatformsWordsAreRead()
    {
        const auto harvest = RasterPyramidParams::fromJson(
            {{u"samplesperpixel"_s, 3}, {u"sampleformat"_s, u"uint8"_s}, {u"nodata"_s, QJsonArray{255, 0, -1}},
                {u"bottom"_s, 12}, {u"interpolation"_s, u"nearest"_s}, {u"compression"_s, u"jpg90"_s}});
        VERIFY_OK(harvest);
        QCOMPARE(harvest->channels, 3);
        QCOMPARE(harvest->sample, u"UINT8"_s);
        QCOMPARE(harvest->nodata, u"255,0,-1"_s);
        QCOMPARE(harvest->bottom, u"12"_s);
        QCOMPARE(harvest->interpolation, u"nn"_s);
        QCOMPARE(harvest->toJson().value(u"compression"_s).toString(), u"jpg90"_s);
        const auto levels = VectorPyramidParams::fromJson({{u"top"_s, u"3"_s}, {u"bottom_level"_s, u"9"_s}});
        VERIFY_OK(levels);
        QCOMPARE(levels->top + levels->bottom, u"39"_s);
        const auto all = VectorPyramidParams::fromJson(
            {{u"composition"_s, QJsonArray{QJsonObject{{u"table"_s, u"t"_s}, {u"attributes"_s, QJsonArray{u"*"_s}}}}}});
        VERIFY_OK(all);
        QVERIFY(all->tables.at(0).attributes.isEmpty());
    }

    void theRastersFormHasAll()
    {
        QStringList names;
        for (const ProcessingParameter &parameter : describedFields<RasterPyramidParams>())
            names << parameter.name;
        for (const char *name : {"tms", "compression", "interpolation", "bottom", "top", "mask", "width", "height",
                 "parallelization", "assign_crs", "sample", "channels", "bands", "nodata", "memory", "skip_unreadable"})
            QVERIFY2(names.contains(QLatin1String(name)), name);
        QCOMPARE(names.size(), 16);
    }

    void slabsAreWrittenWithAnX()
    {
        QCommandLineParser parser;
        QStringList named;
        addOptions<RasterPyramidParams>(parser, FieldScope::Here, named);
        QVERIFY(parser.helpText().contains("16x16"_L1));
        QVERIFY(parser.parse({u"program"_s, u"--slab"_s, u"4X8"_s}));
        RasterPyramidParams params;
        VERIFY_OK(readOptions(parser, params, FieldScope::Here));
        QCOMPARE(params.slabWidth, 4);
        QCOMPARE(params.slabHeight, 8);
        QStringList arguments, written;
        appendOptions(arguments, params, FieldScope::Here, written);
        QCOMPARE(arguments, (QStringList{u"--slab"_s, u"4x8"_s}));
    }
};

TUILERIE_TEST_MAIN(FieldTablesTest)
#include "fieldtablestest.moc"
