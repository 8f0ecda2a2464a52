import { describeBus } from '@laurel/testing';
import { kafkaHarness } from './spec/kafka-kit.js';

describeBus('Kafka', kafkaHarness);
