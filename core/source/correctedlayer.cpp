// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/correctedlayer.h"

#include "base/filename.h"
#include "source/columntype.h"
#include "source/utf8text.h"

#include <QRegularExpression>

#include <cpl_conv.h>
#include <cpl_json.h>

#include <charconv>
#include <cmath>
#include <optional>

namespace tuilerie {

namespace {

/// Gives the driver's messages on, and keeps what it says of clamped numbers.
class ClampListener
{
public:
    ClampListener() { CPLPushErrorHandlerEx(listen, this); }
    ~ClampListener() { stop(); }
    ClampListener(const ClampListener &) = delete;
    ClampListener &operator=(const ClampListener &) = delete;
    void stop()
    {
        if (!m_isOn)
            return;
        CPLPopErrorHandler();
        m_isOn = false;
        for (const Message &message : m_messages)
            CPLError(message.level, message.number, "%s", message.text.c_str());
    }
    std::deque<std::pair<int, std::string>> clamped; ///< what it became, what the file says

private:
    struct Message
    {
        CPLErr level;
        CPLErrorNum number;
        std::string text;
    };
    static void CPL_STDCALL listen(CPLErr level, CPLErrorNum number, const char *text)
    {
        auto &self = *static_cast<ClampListener *>(CPLGetErrorHandlerUserData());
        static const QRegularExpression said(
            QStringLiteral("^Value '(-?\\d+)' of field \\S*\\.id parsed incompletely to integer (-?\\d+)\\.$"));
        const QRegularExpressionMatch match =
            level == CE_Warning ? said.match(QString::fromUtf8(text)) : QRegularExpressionMatch();
        if (match.hasMatch())
            self.clamped.emplace_back(match.captured(2).toInt(), match.captured(1).toStdString());
        else
            self.m_messages.push_back({level, number, text});
    }
    std::vector<Message> m_messages;
    bool m_isOn = true;
};

/// 59.9996 s is not the 60th; a source that says a leap second keeps it.
void keepBelowSixty(OGRField &moment)
{
    if (moment.Date.Second < 60 && moment.Date.Second > 59.999F)
        moment.Date.Second = 59.999F;
}

class CorrectedLayer final : public OGRLayer
{
public:
    CorrectedLayer(OGRLayer &inner, LayerCorrection correction)
        : m_inner(inner)
        , m_correction(std::move(correction))
        , m_definition(new OGRFeatureDefn(inner.GetName()))
    {
        SetDescription(inner.GetName());
        m_definition->Reference();
        m_definition->SetGeomType(wkbNone);
        const OGRFeatureDefn &own = *inner.GetLayerDefn();
        if (m_correction.geometry.kind != CsvGeometry::Kind::None) {
            OGRGeomFieldDefn geometry("", m_correction.geometry.kind == CsvGeometry::Kind::Shape ? wkbUnknown : wkbPoint);
            readProjection(geometry);
            m_definition->AddGeomFieldDefn(&geometry);
        } else {
            for (int i = 0; i < own.GetGeomFieldCount(); ++i) {
                OGRGeomFieldDefn geometry(own.GetGeomFieldDefn(i));
                if (m_correction.hasNoCrs)
                    geometry.SetSpatialRef(nullptr);
                m_definition->AddGeomFieldDefn(&geometry);
            }
        }
        for (const FieldCorrection &one : m_correction.fields) {
            OGRFieldDefn field(own.GetFieldDefn(one.field));
            field.SetName(one.name.c_str());
            if (one.type != field.GetType()) {
                field.SetSubType(OFSTNone);
                field.SetType(one.type);
                field.SetWidth(0);
                field.SetPrecision(0);
                field.SetDefault(nullptr);
                if (one.way == FieldCorrection::Way::Json)
                    field.SetSubType(OFSTJSON);
            }
            m_definition->AddFieldDefn(&field);
            m_listens = m_listens || one.way == FieldCorrection::Way::Widen;
        }
    }
    ~CorrectedLayer() override { m_definition->Release(); }

    OGRFeatureDefn *GetLayerDefn() override { return m_definition; }
    void ResetReading() override
    {
        m_inner.ResetReading();
        m_nextClamped = 0;
    }
    OGRFeature *GetNextFeature() override
    {
        for (;;) {
            ClampListener *listener = nullptr;
            std::optional<ClampListener> ears;
            if (m_listens)
                listener = &ears.emplace();
            OGRFeatureUniquePtr feature(m_inner.GetNextFeature());
            if (listener) {
                listener->stop();
                m_clamped.insert(m_clamped.end(), listener->clamped.begin(), listener->clamped.end());
            }
            if (!feature)
                return nullptr;
            std::unique_ptr<OGRFeature> made = corrected(*feature);
            if ((!m_poFilterGeom || FilterGeometry(made->GetGeometryRef()))
                && (!m_poAttrQuery || m_poAttrQuery->Evaluate(made.get())))
                return made.release();
        }
    }
    GIntBig GetFeatureCount(int force) override
    {
        return m_poFilterGeom || m_poAttrQuery ? OGRLayer::GetFeatureCount(force) : m_inner.GetFeatureCount(force);
    }
    OGRErr GetExtent(OGREnvelope *extent, int force) override
    {
        return makesGeometry() ? OGRLayer::GetExtent(extent, force) : m_inner.GetExtent(extent, force);
    }
    OGRErr GetExtent(int field, OGREnvelope *extent, int force) override
    {
        return makesGeometry() ? OGRLayer::GetExtent(field, extent, force) : m_inner.GetExtent(field, extent, force);
    }
    void SetSpatialFilter(OGRGeometry *filter) override
    {
        if (!makesGeometry())
            m_inner.SetSpatialFilter(filter);
        OGRLayer::SetSpatialFilter(filter);
    }
    void SetSpatialFilter(int field, OGRGeometry *filter) override
    {
        if (!makesGeometry())
            m_inner.SetSpatialFilter(field, filter);
        OGRLayer::SetSpatialFilter(field, filter);
    }
    int TestCapability(const char *capability) override
    {
        if (EQUAL(capability, OLCStringsAsUTF8))
            return m_inner.TestCapability(capability);
        if (EQUAL(capability, OLCFastSpatialFilter))
            return makesGeometry() ? FALSE : m_inner.TestCapability(capability);
        return FALSE;
    }
    const char *GetFIDColumn() override { return m_inner.GetFIDColumn(); }
    const char *GetGeometryColumn() override { return makesGeometry() ? "" : m_inner.GetGeometryColumn(); }
    char **GetMetadata(const char *domain) override { return m_inner.GetMetadata(domain); }
    const char *GetMetadataItem(const char *name, const char *domain) override
    {
        return m_inner.GetMetadataItem(name, domain);
    }

private:
    bool makesGeometry() const { return m_correction.geometry.kind != CsvGeometry::Kind::None; }

    void readProjection(OGRGeomFieldDefn &geometry) const
    {
        QFile file;
        if (m_correction.projection.isEmpty() || !openFile(file, m_correction.projection))
            return;
        auto *system = new OGRSpatialReference();
        system->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        if (system->importFromWkt(file.read(65536).constData()) == OGRERR_NONE)
            geometry.SetSpatialRef(system);
        system->Release();
    }

    std::unique_ptr<OGRFeature> corrected(OGRFeature &from)
    {
        auto made = std::make_unique<OGRFeature>(m_definition);
        made->SetFID(from.GetFID());
        for (size_t i = 0; i < m_correction.fields.size(); ++i)
            setField(from, m_correction.fields[i], *made, int(i));
        if (makesGeometry()) {
            const CsvGeometry &geometry = m_correction.geometry;
            auto shape = geometry.make(
                from.GetFieldAsString(geometry.first), geometry.second >= 0 ? from.GetFieldAsString(geometry.second) : "");
            if (shape && m_definition->GetGeomFieldDefn(0)->GetSpatialRef())
                shape->assignSpatialReference(m_definition->GetGeomFieldDefn(0)->GetSpatialRef());
            made->SetGeometryDirectly(shape.release());
        } else {
            for (int i = 0; i < m_definition->GetGeomFieldCount(); ++i)
                made->SetGeomFieldDirectly(i, from.StealGeometry(i));
        }
        if (const char *style = from.GetStyleString())
            made->SetStyleString(style);
        return made;
    }

    void setField(OGRFeature &from, const FieldCorrection &one, OGRFeature &to, int number)
    {
        if (!from.IsFieldSet(one.field))
            return;
        if (from.IsFieldNull(one.field)) {
            to.SetFieldNull(number);
            return;
        }
        switch (one.way) {
        case FieldCorrection::Way::Same: to.SetField(number, from.GetRawFieldRef(one.field)); break;
        case FieldCorrection::Way::Recode: to.SetField(number, utf8Text(from.GetFieldAsString(one.field)).c_str()); break;
        case FieldCorrection::Way::Json: {
            CPLJSONDocument list;
            char *json = from.GetFieldAsSerializedJSon(one.field);
            const bool isGood = json && list.LoadMemory(std::string(json));
            CPLFree(json);
            if (isGood)
                to.SetField(number, list.GetRoot().Format(CPLJSONObject::PrettyFormat::Plain).c_str());
            break;
        }
        case FieldCorrection::Way::Parse: parse(from.GetFieldAsString(one.field), one.type, to, number); break;
        case FieldCorrection::Way::Moment: {
            OGRField moment = *from.GetRawFieldRef(one.field);
            keepBelowSixty(moment);
            to.SetField(number, &moment);
            break;
        }
        case FieldCorrection::Way::Widen: widen(from, one, to, number); break;
        }
    }

    static void parse(const char *text, OGRFieldType type, OGRFeature &to, int number)
    {
        while (*text == ' ' || *text == '\t')
            ++text;
        if (!*text) {
            to.SetFieldNull(number);
            return;
        }
        if (type == OFTInteger || type == OFTInteger64) {
            to.SetField(number, GIntBig(std::strtoll(text, nullptr, 10)));
        } else if (double value = 0; type == OFTReal && readNumber(text, value)) {
            to.SetField(number, value);
        } else if (OGRField moment; type != OFTReal && OGRParseDate(text, &moment, 0)) {
            keepBelowSixty(moment);
            to.SetField(number, &moment);
        }
    }

    // The driver's warnings come in the order of the features, at once or one by one.
    void widen(OGRFeature &from, const FieldCorrection &one, OGRFeature &to, int number)
    {
        const int value = from.GetFieldAsInteger(one.field);
        if (m_nextClamped >= m_clamped.size() || m_clamped[m_nextClamped].first != value) {
            to.SetField(number, GIntBig(value));
            return;
        }
        const std::string &text = m_clamped[m_nextClamped++].second;
        GIntBig whole = 0;
        if (std::from_chars(text.data(), text.data() + text.size(), whole).ec == std::errc())
            to.SetField(number, whole);
        else
            CPLError(CE_Warning, CPLE_AppDefined, "The id %s is beyond 64 bits and was left out.", text.c_str());
    }

    OGRLayer &m_inner;
    LayerCorrection m_correction;
    OGRFeatureDefn *m_definition;
    bool m_listens = false;
    std::vector<std::pair<int, std::string>> m_clamped;
    size_t m_nextClamped = 0;
};

} // namespace

CorrectedDataset::CorrectedDataset(GdalDataset inner, std::vector<LayerCorrection> corrections)
    : m_inner(std::move(inner))
    , m_data(GDALDataset::FromHandle(m_inner.get()))
{
    poDriver = m_data->GetDriver();
    SetDescription(m_data->GetDescription());
    for (size_t i = 0; i < corrections.size(); ++i)
        m_layers.push_back(std::make_unique<CorrectedLayer>(*m_data->GetLayer(int(i)), std::move(corrections[i])));
}

CorrectedDataset::~CorrectedDataset() = default;

OGRLayer *CorrectedDataset::GetLayer(int number)
{
    return number >= 0 && number < GetLayerCount() ? m_layers[size_t(number)].get() : nullptr;
}

} // namespace tuilerie
