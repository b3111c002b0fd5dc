// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "model/pyramidresult.h"
#include "ui/widgets/background.h"
#include "ui/wizard/dataset.h"
#include "ui/wizard/draftpanel.h"

class QComboBox;
class QLabel;
class QSpinBox;
class QTreeWidget;

namespace tuilerie {

class EstimatePane;
class LevelChooser;
class SamplePane;

/// What becomes of vector data: style, grid and levels, levels of each table, limits of a tile; with a real tile to look at
/// and what all of them will weigh.
class VectorLookPanel : public DraftPanel
{
    Q_OBJECT

public:
    explicit VectorLookPanel(DataSet *data, QWidget *parent = nullptr);

    QString id() const override { return QStringLiteral("look"); }
    QString title() const override { return tr("Look"); }
    QString subtitle() const override
    {
        return tr(
            "Style of the map, levels and limits of the vector tiles. The sample and the estimate follow each change.");
    }
    void load(const PublishDraft &draft) override;
    void save(PublishDraft &draft) const override;
    QString problem() const override;
    QWidget *firstField() const override;

    SamplePane *samplePane() const { return m_sample; }
    EstimatePane *estimatePane() const { return m_estimate; }

signals:
    void estimated(const tuilerie::PyramidEstimate &estimate);

private:
    void lay();
    void nameStyles();
    void fillTables();
    void chooseStyle();
    void lookForStyle();
    void fieldChanged();
    void refresh();
    void takeEstimate(const PyramidEstimate &estimate);

    DataSet *m_data;
    PublishRequest m_request;
    bool m_hasMapStyles = false; ///< the map shows the data in styles that can be published
    QComboBox *m_style;
    LevelChooser *m_levels;
    QTreeWidget *m_tables;
    QSpinBox *m_tileKilobytes;
    QSpinBox *m_tileFeatures;
    SamplePane *m_sample;
    EstimatePane *m_estimate;
    QStringList m_knownLevels; ///< finest first, by the estimate
    bool m_loading = false;
    LatestOnly<bool> m_looking; ///< whether the style is there
    bool m_styleIsGone = false;
};

} // namespace tuilerie
