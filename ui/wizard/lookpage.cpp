// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/lookpage.h"

#include "ui/wizard/cloudlookpanel.h"
#include "ui/wizard/lookpanel.h"
#include "ui/wizard/vectorlookpanel.h"

#include <QStackedWidget>
#include <QVBoxLayout>

namespace tuilerie {

LookPage::LookPage(DataSet *data, QWidget *parent)
    : DraftPanel(parent)
    , m_data(data)
    , m_raster(new LookPanel(data))
    , m_vector(new VectorLookPanel(data))
    , m_cloud(new CloudLookPanel(data))
    , m_stack(new QStackedWidget)
{
    for (DraftPanel *panel : std::initializer_list<DraftPanel *>{m_raster, m_vector, m_cloud}) {
        m_stack->addWidget(panel);
        connect(panel, &DraftPanel::changed, this, &DraftPanel::changed);
        connect(panel, &DraftPanel::showPlace, this, &DraftPanel::showPlace);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_stack);
    connect(m_raster, &LookPanel::estimated, this, &LookPage::estimated);
    connect(m_vector, &VectorLookPanel::estimated, this, &LookPage::estimated);
    connect(m_cloud, &CloudLookPanel::estimated, this, &LookPage::estimated);
}

DraftPanel *LookPage::panel() const
{
    switch (m_data->kind()) {
    case SourceKind::Vector: return m_vector;
    case SourceKind::PointCloud: return m_cloud;
    default: return m_raster;
    }
}

void LookPage::load(const PublishDraft &draft)
{
    m_stack->setCurrentWidget(panel());
    panel()->load(draft);
}

} // namespace tuilerie
